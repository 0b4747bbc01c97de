"""What an operating system said, in Thai, for the lines that a command prints."""

import errno

_WORDS = {
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์นี้",
    errno.EACCES: "ไม่มีสิทธิ์",
    errno.EPERM: "ไม่มีสิทธิ์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.ENOTDIR: "ในที่อยู่มีไฟล์ที่ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "มีชื่อนี้อยู่แล้ว",
    errno.ENOSPC: "พื้นที่เต็ม",
    errno.EROFS: "ที่นี่เขียนไม่ได้",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.EADDRINUSE: "มีผู้ใช้อยู่แล้ว",
    errno.EADDRNOTAVAIL: "เครื่องนี้ไม่มีที่อยู่นี้",
}


def os_words(fault: OSError) -> str:
    """Why something couldn't be opened or written; what is rare by its number."""
    return _WORDS.get(fault.errno or 0, f"ระบบแจ้งรหัส {fault.errno}")
