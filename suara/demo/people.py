"""Simulated citizens with different tempers. They see what a person sees, and tap."""

from dataclasses import dataclass
from random import Random

from data.look import FACES
from simulator.client import Phone, Phones, Seen

TEMPERS = {"kind": (0.45, 0.62), "sober": (0.0, 0.28), "strict": (-0.75, 0.10)}
"""How much a temper adds to a face, and its share of the people."""

SURVEYED = 0.06
"""Share of the visits after which somebody fills in the official survey as well."""

NAMES = ("Aminah", "Budi", "Cahyo", "Dewi", "Endang", "Fajar", "Gilang", "Hasan", "Indah", "Joko", "Lilis", "Mamat")

EMOJI = [face.emoji for face in FACES]


@dataclass
class Citizen:
    """Somebody with a phone, who lives somewhere and has a temper."""

    phone: Phone
    home: int
    """Index of the office whose desks are visited most."""
    temper: float
    started: bool = False
    surveyed: bool = False
    """Has filled in the official survey; it is not offered again for a while."""

    async def visit(self, link: str, code: str, quality: float, dice: Random) -> bool:
        """Scan, rate, and what else people do; True when a rating stands at the end."""
        screen = await self._arrive(link, code, dice)
        face = min(4, max(1, round(dice.gauss(3.45 + quality + self.temper, 0.75))))
        screen = await self.phone.tap(EMOJI[face - 1], screen.id)
        screen = await self._say_who(screen, dice)
        mood = dice.random()
        if mood < 0.03:
            await self.phone.tap("Batalkan", screen.id)
            return False
        if mood < 0.07:
            await self.phone.tap("Ubah", screen.id)
            screen = await self.phone.tap(EMOJI[min(3, face)], screen.id)
            await self._say_who(screen, dice)
        elif mood < 0.09:
            await self.phone.send(sticker=True)
        elif mood < 0.10:
            await self.phone.write("terima kasih bu")
        elif mood < 0.10 + SURVEYED and not self.surveyed and (offer := _buttons(screen, "q:")):
            self.surveyed = True
            await self._answer_survey(await self.phone.tap(offer[0], screen.id), face, dice)
        return True

    async def _answer_survey(self, screen: Seen, face: int, dice: Random) -> None:
        """Answer the official survey as somebody who gave that face: which service, nine questions, the profile."""
        while services := _buttons(screen, "q:"):
            screen = await self.phone.tap(services[0], screen.id)
        while answers := _buttons(screen, "z:", parts=4):
            if str(screen.keyboard[0][0]["data"]).endswith(":1"):  # one of the nine: worst to best
                answer = answers[min(4, max(1, round(dice.gauss(2.2 + 0.35 * face, 0.6)))) - 1]
            else:
                answer = dice.choice(answers)
            screen = await self.phone.tap(answer, screen.id)

    async def _arrive(self, link: str, code: str, dice: Random) -> Seen:
        way = dice.random()
        if way < 0.05:  # a phone that drops what the link carries
            await self.phone.scan(link, drop_payload=True)
            self.started = True
            return await self.phone.write(code.lower())
        if way < 0.10 and self.started:
            return await self.phone.write(code)
        self.started = True
        return await self.phone.scan(link)

    async def _say_who(self, screen: Seen, dice: Random) -> Seen:
        """Answer what the bot asks after the face: who served, which service; sometimes tell what stood out."""
        while questions := _buttons(screen, "w:", "s:"):
            known = questions[:-1] if dice.random() > 0.12 else questions[-1:]  # the last one is "not sure"
            screen = await self.phone.tap(dice.choice(known), screen.id)
        if (chips := _buttons(screen, "k:")) and dice.random() < 0.25:
            screen = await self.phone.tap(dice.choice(chips), screen.id)
        return screen


def _buttons(screen: Seen, *prefixes: str, parts: int = 0) -> list[str]:
    """Return the labels of buttons whose data begin so and, where told, have so many parts."""
    found = [(str(button["data"]), button["text"]) for row in screen.keyboard for button in row]
    return [label for data, label in found if data.startswith(prefixes) and parts in (0, data.count(":") + 1)]


async def move_in(phones: Phones, people: int, offices: int, dice: Random) -> list[Citizen]:
    """Return so many citizens, each with a home office and a temper."""
    additions, shares = zip(*TEMPERS.values(), strict=True)
    return [
        Citizen(
            await phones.new(dice.choice(NAMES), last_name=f"W{number}"),
            dice.randrange(offices),
            dice.choices(additions, shares)[0],
        )
        for number in range(people)
    ]
