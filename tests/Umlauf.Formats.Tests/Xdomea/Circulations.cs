using System.Text;
using CsCheck;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

/// <summary>Circulations and routes for the tests: a few by hand, any number by chance.</summary>
internal static class Circulations
{
    public static readonly Guid Id = new("3f083e43-05d6-52ef-a0ab-3a10b8cf9ea0");

    public static readonly XdomeaEnvelope Envelope = new()
    {
        Process = new("e4b544b8-5338-53c0-8611-36e09e6ee0c4"),
        Message = new("db822f41-9f81-5522-80db-d6db2f9d1c15"),
        CreatedAt = new DateTimeOffset(2026, 8, 1, 10, 0, 0, TimeSpan.FromHours(2)),
        Sender = new Contact { Institution = "Stadt Lindenau", Unit = "Hauptamt" },
        Receiver = new Contact { Institution = "Landkreis Auental", FamilyName = "Öztürk" },
        Product = "Umlauf",
        Manufacturer = "Umlauf",
        ProductVersion = "1.0",
        Instance = "lindenau",
        Hint = "Zur Mitzeichnung",
    };

    public static readonly XdomeaMatter Matter = new(
        new("7d7bd717-92a0-53d8-9700-85972b5e3bbd"),
        "Stellungnahme zum Regionalplan",
        "61-2026-3"
    );

    public static readonly ValueList<XdomeaDocument> Documents =
    [
        new(new("0e09bd26-46fa-547c-b035-0d9f13cceecb"), "Entwurf", "2", "018", "96e69ccb-46a2-5068-a35c-0b7e9f835d01_Entwurf.pdf"),
    ];

    public static XdomeaMessage Written(XdomeaCirculation circulation, XdomeaVersion version) =>
        XdomeaWriter.Internal(Envelope, Matter, circulation, version);

    public static XdomeaReading Read(string xml) => XdomeaReader.Read(Encoding.UTF8.GetBytes(xml));

    public static CirculationStep Step(string number, string text, params string[] parallelTo) =>
        new()
        {
            Number = number,
            Status = StepStatus.Future,
            Order = new StepOrder
            {
                Creator = new Contact { Unit = "Amt 61", FamilyName = "Sommer" },
                Addressee = new Contact { Unit = "Amt 30" },
                CreatedOn = new DateOnly(2026, 3, 2),
                Text = text,
            },
            ParallelTo = [.. parallelTo],
        };

    public static Gen<T> One<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    /// <summary>Any text XML can hold, with what is awkward in it: blanks, line ends, markup, characters beyond 16 bits.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
            Gen.Char[' ', '~'],
            One('\n', '\r', '\t', ' ', ';', '=', '"', '\\', '<', '&', 'ß', 'Ä', '„', '\u00A0', '\u0085', '\u2028'),
            Gen.Char['\u00A1', '\u024F']
        )
        .Array[1, 12]
        .Select(signs => new string(signs) + (signs.Length % 5 == 0 ? "😀" : ""));

    public static readonly Gen<string?> Maybe = Gen.Frequency((1, Gen.Const((string?)null)), (1, Text.Select(t => (string?)t)));

    private static readonly Gen<DateOnly> day = Gen.Int[0, 200_000].Select(DateOnly.MinValue.AddDays);

    private static readonly Gen<ClockTime> time = Gen.Select(
        Gen.Long[0, TimeSpan.TicksPerDay - 1],
        Gen.Int[-840, 900],
        (ticks, offset) => new ClockTime(new TimeOnly(ticks), offset > 840 ? null : TimeSpan.FromMinutes(offset))
    );

    private static readonly Gen<CodeValue> code = Gen.Select(
        One("01", "a b", "Kämmerei"),
        One<string?>(null, "Leitung der Kämmerei"),
        One<string?>(null, "urn:beispiel:rollen"),
        One<string?>(null, "1.0"),
        (value, name, uri, version) => new CodeValue(value, name, uri, version)
    );

    private static readonly Gen<ForeignElement> foreign = One(
        new ForeignElement("4.0.0", "Anschrift", "<Anschrift xmlns=\"urn:xoev-de:xdomea:schema:4.0.0\"><Ort>Lindenau</Ort></Anschrift>"),
        new ForeignElement("3.1.0", "Anschrift", "<Anschrift xmlns=\"urn:xoev-de:xdomea:schema:3.1.0\"><Ort>Auental</Ort></Anschrift>")
    );

    public static readonly Gen<Contact> Contact = Gen.Select(
        Maybe.Array[10],
        Gen.Null(code),
        foreign.Array[0, 2],
        (texts, role, parts) =>
            new Contact
            {
                Institution = texts[0],
                InstitutionShort = texts[1],
                Unit = texts[2],
                Salutation = texts[3],
                Title = texts[4],
                FamilyName = texts[5],
                GivenName = texts[6],
                Activity = texts[7],
                Responsibility = texts[8],
                Role = texts[9],
                RoleCode = role,
                Foreign = [.. parts],
            }
    );

    public static readonly Gen<StepOrder> Order = Gen.Select(
        Gen.Select(Contact, Contact, day, Gen.Null(time)),
        Gen.Select(Maybe, Gen.Nullable(day), Gen.Null(time), Maybe),
        (a, b) =>
            new StepOrder
            {
                Creator = a.Item1,
                Addressee = a.Item2,
                CreatedOn = a.Item3,
                CreatedAt = a.Item4,
                Text = b.Item1,
                DueOn = b.Item2,
                DueAt = b.Item3,
                Note = b.Item4,
            }
    );

    public static readonly Gen<StepHandling> Handling = Gen.Select(
        Contact,
        day,
        Gen.Null(time),
        Maybe,
        Maybe,
        (by, on, at, remark, note) =>
            new StepHandling
            {
                By = by,
                On = on,
                At = at,
                Remark = remark,
                Note = note,
            }
    );

    public static readonly Gen<StepStatus> Status = One(Enum.GetValues<StepStatus>());

    public static readonly Gen<XdomeaCirculation> Any = Gen.Select(
            Status,
            Order,
            Gen.Null(Handling),
            Gen.Int[1, 4].Array[0, 3],
            Maybe,
            (status, order, handling, parallel, version) =>
                new CirculationStep
                {
                    Number = "",
                    Status = status,
                    Order = order,
                    Handling = handling,
                    ParallelTo = [.. parallel.Select(p => $"{p}")],
                    VersionNumber = version,
                }
        )
        .Array[1, 5]
        .Select(
            Gen.Guid,
            Gen.Nullable(Gen.UInt),
            (steps, id, place) =>
                new XdomeaCirculation
                {
                    Id = id,
                    NumberInContainer = place,
                    Steps = [.. steps.Select((s, i) => s with { Number = $"{i + 1}" })],
                }
        );
}
