using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>One of the forms of a folder, as it was sent (Eingabe in der Mappe).</summary>
public sealed record ActForm
{
    private static readonly Refusal Unknown = new(
        "web.no-such-act",
        "Diese Eingabe kennt das Programm nicht. Es wurde nichts eingetragen.",
        "The program does not know this input. Nothing was recorded."
    );

    /// <summary>The command's name, as <see cref="Allowed.Type"/>.</summary>
    public string? Kind { get; set; }

    /// <summary>Made when the page was: pressing twice is harmless.</summary>
    public Guid CommandId { get; set; }

    /// <summary>What the person saw.</summary>
    public long Revision { get; set; }

    public int? Station { get; set; }

    public int? Question { get; set; }

    public OutcomeKind? Outcome { get; set; }

    public string? Option { get; set; }

    /// <summary>Reason, remark, question, answer.</summary>
    public string? Text { get; set; }

    /// <summary>As typed: name or login.</summary>
    public string? Person { get; set; }

    public List<int> Confirmed { get; set; } = [];

    public int? Days { get; set; }

    public StationTask? Task { get; set; }

    public Side? Side { get; set; }

    public int? Step { get; set; }

    public ResumeAt? At { get; set; }

    public Guid? Document { get; set; }

    public int? Version { get; set; }

    /// <summary>A remark is about the folder as a whole.</summary>
    public bool Whole { get; set; }

    /// <summary>Which of the forms of the page it is.</summary>
    public string Name => NameOf(Kind, Station, Outcome, Question);

    public static string NameOf(string? kind, int? station = null, OutcomeKind? outcome = null, int? question = null) =>
        // Where the person chooses the station, there is one form for all of them.
        kind is "skip" or "remove" or "extend" or "reorder"
            ? kind
            : string.Join(
                '-',
                new[] { kind, station?.ToString(null, null), outcome?.ToString(), question?.ToString(null, null) }.OfType<string>()
            );

    /// <summary>The field beside which a refusal stands.</summary>
    public string Field(Refusal refusal) =>
        refusal.Code == FolderRefusals.NoSuchAddressee.Code ? "Form.Person"
        : refusal.Code == CirculationRefusals.BadExtension.Code ? "Form.Days"
        : "Form.Text";

    public Result<Command> Read(Names names, RemarkAnchor anchor)
    {
        Command? command = Kind switch
        {
            "start" => new Start(),
            "recall" => new Recall(Text),
            "withdraw" => new Withdraw(Text ?? ""),
            "resume" => new Resume(At ?? ResumeAt.RefusingStep),
            "mark-editorial" => new MarkEditorial(),
            "answer" when Question is { } question => new Answer(question, Text ?? ""),
            "remark" => Whole || Document is not { } document
                ? new WriteRemark(Text ?? "", null, null)
                : new WriteRemark(Text ?? "", new DocumentId(document), anchor == RemarkAnchor.WholeDocument ? null : anchor),
            "replace-item" when (Document, Version) is ({ } document, { } version) => new ReplaceItem(new(document), version, default),
            _ => null,
        };
        if (command is null && Station is { } station)
            command = OfStation(station);
        if (command is not null)
            return command with { Revision = Revision };
        if (Kind is not ("insert" or "delegate" or "question"))
            return Unknown;
        if (Kind == "question" && string.IsNullOrWhiteSpace(Person) && Station is { } asking)
            return new Ask
            {
                Station = asking,
                Text = Text ?? "",
                Revision = Revision,
            };
        if (names.Typed(Person) is not { } person)
            return FolderRefusals.NoSuchAddressee;
        return WithPerson(person) is { } named ? named with { Revision = Revision } : Unknown;
    }

    private Command? OfStation(int station) =>
        Kind switch
        {
            "complete" when Outcome is { } outcome => new Complete
            {
                Station = station,
                Outcome = outcome,
                Option = Option,
                Remark = Text,
                ConfirmedDissents = [.. Confirmed],
            },
            "remove" => new Remove { Station = station },
            "reorder" when Step is { } step => new Reorder(Side ?? Umlauf.Circulation.Engine.Side.After, step) { Station = station },
            "skip" => new Skip(Text ?? "") { Station = station },
            "take-back" => new TakeBack { Station = station },
            "extend" => new Extend(Days ?? 0) { Station = station },
            _ => null,
        };

    private Command? WithPerson(StaffMemberId person) =>
        Kind switch
        {
            "delegate" when Station is { } station => new Umlauf.Circulation.Engine.Delegate(person) { Station = station },
            "question" when Station is { } station => new Ask
            {
                Station = station,
                To = person,
                Text = Text ?? "",
            },
            "insert" when Step is { } step => new Insert(
                new StationPlan
                {
                    Addressee = Addressee.Of(person),
                    Task = Task ?? StationTask.CoSign,
                    DueWorkingDays = Days,
                },
                Side ?? Umlauf.Circulation.Engine.Side.Beside,
                step
            ),
            _ => null,
        };
}
