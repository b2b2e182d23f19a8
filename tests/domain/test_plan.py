from example import JIPURAPAH, PLAN
from sepaham.domain.plan import plan_from_bytes, plan_to_bytes

TPS = f"{JIPURAPAH}.001"
OUT = ("kpu-ppk", "ppk-pps", "pps-kpps")
HOME = ("kpps-pps", "pps-ppk", "ppk-kpu")


def test_a_plan_reads_back_from_its_canonical_file():
    again = plan_from_bytes(plan_to_bytes(PLAN))
    assert again == PLAN
    assert plan_to_bytes(again) == plan_to_bytes(PLAN)
