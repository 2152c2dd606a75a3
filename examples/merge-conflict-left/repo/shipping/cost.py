"""What a parcel costs, in cents."""

BASE = 490
PER_KILO = 120


def cost(kilos: int, island: bool = False) -> int:
    total = BASE + kilos * PER_KILO
<<<<<<< HEAD
    return total + 950 if island else total
=======
    return round(total * 1.8) if island else total
>>>>>>> island-surcharge
