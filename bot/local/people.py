"""The people who chat in the local Teams. All are invented."""

from dataclasses import dataclass

TENANT_ID = "1ac8b8ea-67e9-5681-b7e8-5781aa16bdc3"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a chat: `id` is the Entra object id, `teams_id` the id that only Teams knows, `roles` a subset of KE, VL and KO."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    unit: str | None

    @property
    def teams_id(self) -> str:
        """The person's id in the bot's activities."""
        return f"29:1-{self.id.replace('-', '')}"

    @property
    def conversation_id(self) -> str:
        """The id of the person's own chat with the bot."""
        return f"a:1-{self.id}"


_KE = "Koordinerende enhet"
_SOUTH = "Hjemmetjenesten sør"
_NORTH = "Hjemmetjenesten nord"
_EAST = "Barnehage øst"

DEFAULT_CAST = (
    Person("4ba41bc0-3444-5559-8bd8-f63b08b20aa2", "Kari, koordinerende enhet", "kari@kommune.example", ("KE",), _KE),
    Person("8829328c-cf03-57ec-b755-850388358c0e", "Nils, koordinerende enhet", "nils@kommune.example", ("KE",), _KE),
    Person("3c05fee6-bbd3-5c99-acab-4169f8897c3f", f"Leder, {_SOUTH}", "leder.sor@kommune.example", ("VL",), _SOUTH),
    Person("424d4264-f62a-5a9a-9a2e-dd2ba5247875", f"Leder, {_NORTH}", "leder.nord@kommune.example", ("VL",), _NORTH),
    Person("70e74c9b-e19e-5d3f-aa8d-3999c172eb86", f"Leder, {_EAST}", "leder.ost@kommune.example", ("VL",), _EAST),
    Person(
        "cb74e44f-8164-528e-87a6-50e6887fffc6",
        f"Stedfortreder, {_SOUTH}",
        "stedfortreder.sor@kommune.example",
        ("VL",),
        _SOUTH,
    ),
    Person("f61a2ace-3e01-5cb8-a79d-6107d3bf591f", "Ada", "ada@kommune.example", ("KO",), _SOUTH),
    Person("af11c561-4fd6-5999-a136-c34949f9cc72", "Bo", "bo@kommune.example", ("KO",), _SOUTH),
    Person("af831ce4-9550-51c5-8c3d-53ce5286b636", "Cille", "cille@kommune.example", ("KO",), _SOUTH),
    Person("deb04f25-c3ec-59d0-94ad-4a837346b52f", "Even", "even@kommune.example", ("KO",), _NORTH),
    Person("f82cd378-4a27-5a7b-b9bc-1a4b2d619d50", "Gjest", "gjest@kommune.example", (), None),
)
