# The commands of Khet. What they do is in setup/, with the Python standard library only.
# PYTHON (3.11 or newer), PORT, KHET_HOME and DATABASE_URL may be set: make run PORT=9000

PYTHON ?= python3
UV ?= uv
COMPILE = $(UV) pip compile --quiet --no-config --universal --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --python-version 3.11

.PHONY: help setup dev run test check bench docs lock

help: ## แสดงคำสั่งทั้งหมด · list the commands
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/make \1	\2/p' Makefile

setup: ## เตรียมระบบให้พร้อมใช้ · prepare everything running needs
	@$(PYTHON) setup/bootstrap.py

dev: ## เตรียมเครื่องมือพัฒนาและทดสอบ · prepare everything tests need as well
	@$(PYTHON) setup/bootstrap.py --dev

run: setup ## เปิดใช้ระบบพร้อมเขตพื้นที่สาธิต · serve the site with the demonstration area
	@.venv/bin/python setup/run.py

test: dev ## ตรวจและทดสอบทั้งหมด · run the checks and the whole suite on both databases
	@.venv/bin/python setup/suite.py

check: dev ## ตรวจรูปแบบ ชนิดข้อมูล และข้อตกลงของโค้ด · lint, types, contracts; changes nothing
	@.venv/bin/python setup/checks.py

bench: dev ## วัดความเร็วและขนาด · measure speed and size
	@.venv/bin/python -m bench

docs: setup ## สร้างหน้าเอกสารของกติกาใหม่ · make the pages of the rules anew
	@.venv/bin/python setup/rules_pages.py

lock: ## ล็อกรุ่นของส่วนประกอบใหม่ (ต้องมี uv) · lock the dependencies anew (needs uv)
	@$(COMPILE) requirements.in -o requirements.lock
	@$(COMPILE) requirements-dev.in -c requirements.lock -o requirements-dev.lock
