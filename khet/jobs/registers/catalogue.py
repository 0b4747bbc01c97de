"""All registers, in the order in which a new office brings them."""

from khet.jobs.registers.enrolment import Enrolments
from khet.jobs.registers.enrolment_wide import EnrolmentWide
from khet.jobs.registers.groups import Groups
from khet.jobs.registers.letters import CircularLetters, ReceivedLetters, SentLetters
from khet.jobs.registers.networks import Networks
from khet.jobs.registers.people import People
from khet.jobs.registers.places import Areas, Districts
from khet.jobs.registers.posts import Posts
from khet.jobs.registers.programmes import Programmes
from khet.jobs.registers.published import PublishedValues
from khet.jobs.registers.pupils import Pupils
from khet.jobs.registers.register import Register
from khet.jobs.registers.schools import Schools
from khet.jobs.registers.standards import StandardMeans
from khet.jobs.registers.teams import Teams

_ORDER: tuple[type[Register], ...] = (
    *(Areas, Districts, Networks, Schools, EnrolmentWide, Enrolments),
    *(Groups, People, Posts, Teams, Programmes, Pupils, PublishedValues, StandardMeans),
    *(ReceivedLetters, SentLetters, CircularLetters),
)
REGISTERS = {register.key: register for register in _ORDER}
