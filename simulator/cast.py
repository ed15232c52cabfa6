"""The phones that lie on the page's table."""

from dataclasses import dataclass

from simulator.chats import Account, Chat, Wire
from simulator.errors import PhoneError
from simulator.network import Network
from simulator.stage import Stage, Words

MOST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One phone on the table."""

    user_id: int
    role: str
    label: Words

    def wire(self, account: Account) -> Wire:
        """As the page gets it."""
        names = (account.wire.get("first_name"), account.wire.get("last_name"))
        return {
            "user_id": self.user_id,
            "role": self.role,
            "label": dict(self.label),
            "name": " ".join(str(name) for name in names if name),
            "language": account.wire.get("language_code", ""),
        }


class Cast:
    """Who plays on the page; people of the stage join when the first page opens."""

    def __init__(self, network: Network, stage: Stage) -> None:
        self._network = network
        self._stage = stage
        self._seated = False
        self.places: list[Place] = []

    def seat(self) -> bool:
        """Give the stage's people their phones, once; whether that was now."""
        if self._seated:
            return False
        self._seated = True
        for person in self._stage.people:
            account = self._network.join({"first_name": person.first_name, "language_code": person.language})
            self.places.append(Place(account.user_id, person.role, person.label))
        return True

    def add(self, language: str) -> Place:
        """Put the phone of a new person on the table. Raises PhoneError 409 when it is full."""
        self._check_room()
        number = 1 + sum(place.role.startswith("guest") for place in self.places)
        label = {code: f"{word} {number + 1}" for code, word in self._stage.newcomer.items()}
        name = next(iter(label.values()), f"Orang {number + 1}")
        account = self._network.join({"first_name": name, "language_code": language})
        place = Place(account.user_id, f"guest{number}", label)
        self.places.append(place)
        return place

    def adopt(self, user_id: int) -> Place:
        """Put the phone of somebody who exists on the table. Raises PhoneError."""
        account = self._network.account(user_id)
        for place in self.places:
            if place.user_id == user_id:
                return place
        self._check_room()
        place = Place(user_id, f"seen{user_id}", {"id": str(account.wire["first_name"])})
        self.places.append(place)
        return place

    def remove(self, user_id: int) -> None:
        """Take a phone off the table; its person stays. Raises PhoneError 409 for those of the stage."""
        staged = {person.role for person in self._stage.people}
        if any(place.user_id == user_id and place.role in staged for place in self.places):
            raise PhoneError(409, "this phone belongs to the table")
        self.places = [place for place in self.places if place.user_id != user_id]

    def chat(self, user_id: int) -> Chat | None:
        """The chat of a phone on the table."""
        return self._network.chats.get(user_id) if any(p.user_id == user_id for p in self.places) else None

    def by_role(self) -> dict[str, Chat]:
        """The chats on the table by role."""
        return {place.role: self._network.chats[place.user_id] for place in self.places}

    def wire(self) -> list[Wire]:
        """As the page gets them."""
        return [place.wire(self._network.accounts[place.user_id]) for place in self.places]

    def _check_room(self) -> None:
        if len(self.places) >= MOST:
            raise PhoneError(409, f"no more than {MOST} phones fit on the table")
