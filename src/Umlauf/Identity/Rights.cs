using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// The one place that decides who may do and see what (Rechte). Pages, API, lists, search, export and counts all ask here:
/// <see cref="May"/> for functions; <see cref="MaySee"/> for one record; <see cref="Tokens"/>, <see cref="Filter"/> and <see cref="FilterIn"/> are the
/// same rule for queries.
/// </summary>
public sealed class Rights
{
    public static readonly Refusal NotAllowed = new(
        "identity.not-allowed",
        "Dafür fehlt Ihnen das Recht. Die Administration Ihrer Verwaltung kann es geben.",
        "You lack the right to do this. The administrators of your administration can give it.",
        403
    );

    private readonly Caller by;

    private Rights(Caller by) => this.by = by;

    public static Rights Of(Caller caller) => new(caller);

    /// <summary>The program itself: nothing is filtered.</summary>
    public bool SeesAll => by.Actor.Kind == ActorKind.System;

    /// <summary>A key that belongs to nobody: only its scopes limit what it may do, and it sees no more than is normal in each office.</summary>
    private bool IsMachine => by.Staff is null && by.Scopes is not null;

    private bool IsMailroom => IsMachine || Is(Role.Mailroom);

    private bool WorksHere => IsMailroom || by.Sight.Count > 0;

    /// <summary>Whether the caller may use a function at all.</summary>
    public bool May(Right right) =>
        SeesAll || (Reaches(by.Scopes, right) && Entitles(right) && (!by.MustChangePassword || right == Right.OwnAccount));

    /// <summary>Whether the caller may see this record: named for it, or cleared for its level in its office, or in the mailroom while it is not filed.</summary>
    public bool MaySee(RecordAccess record) =>
        SeesAll
        || (by.Staff is { } person && record.Named is { } named && named.Contains(person))
        || record.Level <= LevelIn(record.Office)
        || (!record.Filed && record.Level <= LevelInTray);

    /// <summary>The highest level of an office's records in sight; null when the office is not in sight.</summary>
    public Confidentiality? LevelIn(OfficeId office) =>
        SeesAll ? Confidentiality.Restricted
        : by.Sight.TryGetValue(office, out var level) ? Open(level)
        : null;

    /// <summary>The highest level of all offices' unfiled arrivals in sight; null outside of the mailroom.</summary>
    public Confidentiality? LevelInTray =>
        SeesAll ? Confidentiality.Restricted
        : IsMailroom ? Open(by.Clearance)
        : null;

    /// <summary>Whether the records of every office are in sight: a list then walks through the whole administration instead of office by office.</summary>
    public bool SeesEveryOffice => SeesAll || Is(Role.Mayor);

    /// <summary>
    /// The same rule as sets of words, for an index: the caller sees a record exactly when the two sets share a word.
    /// Null when nothing is filtered (<see cref="SeesAll"/>).
    /// </summary>
    public IReadOnlyList<string>? Tokens =>
        SeesAll
            ? null
            :
            [
                .. by.Sight.SelectMany(sight => UpTo(Open(sight.Value)).Select(level => OfficeToken(sight.Key, level))),
                .. UpTo(LevelInTray).Select(TrayToken),
                .. by.Staff is { } person ? [PersonToken(person)] : Array.Empty<string>(),
            ];

    /// <summary>The words under which a record stands in an index. They change when it is filed, moved, reclassified or people are named.</summary>
    public static IReadOnlyList<string> TokensOf(RecordAccess record) =>
        [
            .. record.Level < Confidentiality.Restricted ? [OfficeToken(record.Office, record.Level)] : Array.Empty<string>(),
            .. record.Level < Confidentiality.Restricted && !record.Filed ? [TrayToken(record.Level)] : Array.Empty<string>(),
            .. (record.Named ?? []).Select(PersonToken),
        ];

    /// <summary>The same rule as a condition for lists and counts.</summary>
    /// <param name="office">The column with the record's office.</param>
    /// <param name="level">The column with its confidentiality.</param>
    /// <param name="unfiled">A condition that is true while the record waits in the tray; null where there are only filed records.</param>
    /// <param name="named">A condition that is true when <c>@rightsStaff</c> is named for the record; null where nobody can be.</param>
    public RightsFilter Filter(string office, string level, string? unfiled, string? named)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var reasons = new List<string>();
        foreach (var sight in by.Sight.GroupBy(sight => Open(sight.Value)))
        {
            var offices = sight.Select(one => Value($"rightsOffice{values.Count}", one.Key.Value)).ToList();
            reasons.Add($"{level} <= {(int)sight.Key} AND {office} IN ({string.Join(", ", offices)})");
        }
        return Filter(reasons, values, level, unfiled, named);

        string Value(string name, object value)
        {
            values[name] = value;
            return "@" + name;
        }
    }

    /// <summary>
    /// The same rule for the records of one office, in a statement that reads only these: a list of offices beside it would cost time for each row, and
    /// make a planner expect next to nothing.
    /// </summary>
    public RightsFilter FilterIn(OfficeId office, string level, string? unfiled, string? named) =>
        Filter(LevelIn(office) is { } own ? [$"{level} <= {(int)own}"] : [], [], level, unfiled, named);

    /// <summary>What a person sees of which office: posts count up to the clearance, for heads also in every office below.</summary>
    public static IReadOnlyDictionary<OfficeId, Confidentiality> SightOf(
        IEnumerable<(OfficeId Office, bool Heads)> posts,
        Func<OfficeId, IEnumerable<OfficeId>> below,
        Confidentiality clearance
    )
    {
        var sight = new Dictionary<OfficeId, Confidentiality>();
        var waiting = new Stack<(OfficeId Office, bool Heads)>(posts);
        var headed = new HashSet<OfficeId>();
        while (waiting.TryPop(out var post))
        {
            sight[post.Office] = clearance;
            if (!post.Heads || !headed.Add(post.Office))
                continue;
            foreach (var office in below(post.Office))
                waiting.Push((office, true));
        }
        return sight;
    }

    private RightsFilter Filter(List<string> reasons, Dictionary<string, object?> values, string level, string? unfiled, string? named)
    {
        if (SeesAll)
            return new RightsFilter("1 = 1", new Dictionary<string, object?>(StringComparer.Ordinal));
        if (unfiled is not null && LevelInTray is { } tray)
            reasons.Add($"{level} <= {(int)tray} AND {unfiled}");
        if (named is not null && by.Staff is { } person)
        {
            values["rightsStaff"] = person.Value;
            reasons.Add(named);
        }
        return new RightsFilter(reasons.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", reasons.Select(reason => $"({reason})"))})", values);
    }

    private bool Entitles(Right right) =>
        right switch
        {
            Right.OwnAccount => by.Staff is not null && by.Scopes is null,
            Right.SeeDesk => by.Staff is not null && WorksHere,
            Right.Deliver or Right.SeeTray or Right.Search or Right.SeeRecords or Right.ChangeRecords => WorksHere,
            Right.Circulate => by.Staff is not null && WorksHere,
            Right.SeeTemplates => by.Staff is not null && (WorksHere || Is(Role.Administrator)),
            Right.ReadJournal => IsMachine || Is(Role.Auditor) || Is(Role.Mayor),
            Right.Administrate => Is(Role.Administrator),
            Right.Operate => IsMachine || Is(Role.Operator) || Is(Role.Administrator),
            _ => throw new ArgumentOutOfRangeException(nameof(right), right, message: null),
        };

    /// <summary>Whether a key's scopes reach the function; without a key nothing is narrowed.</summary>
    private static bool Reaches(IReadOnlySet<Scope>? scopes, Right right) =>
        scopes is null
        || right switch
        {
            Right.SeeDesk => scopes.Contains(Scope.Desk),
            Right.Deliver => scopes.Contains(Scope.Deliver) || scopes.Contains(Scope.Intake),
            Right.SeeTray => scopes.Contains(Scope.Intake),
            Right.Search => scopes.Contains(Scope.Search),
            Right.SeeRecords or Right.ChangeRecords => scopes.Contains(Scope.Records),
            Right.Circulate => scopes.Contains(Scope.Folders) || scopes.Contains(Scope.Records),
            Right.SeeTemplates => scopes.Contains(Scope.Folders) || scopes.Contains(Scope.Settings),
            Right.ReadJournal => scopes.Contains(Scope.Journal),
            Right.Administrate => scopes.Contains(Scope.Settings),
            Right.Operate => scopes.Contains(Scope.Operations),
            _ => false,
        };

    private bool Is(Role role) => by.Roles.Contains(role);

    /// <summary>Nobody sees the highest level by an office or the mailroom: there only being named counts.</summary>
    private static Confidentiality Open(Confidentiality clearance) =>
        clearance < Confidentiality.Restricted ? clearance : Confidentiality.Confidential;

    private static IEnumerable<Confidentiality> UpTo(Confidentiality? highest) =>
        highest is { } level ? Enum.GetValues<Confidentiality>().Where(one => one <= level) : [];

    private static string OfficeToken(OfficeId office, Confidentiality level) =>
        string.Create(CultureInfo.InvariantCulture, $"o{office.Value:N}x{(int)level}");

    private static string TrayToken(Confidentiality level) => string.Create(CultureInfo.InvariantCulture, $"tray{(int)level}");

    private static string PersonToken(StaffMemberId person) => $"s{person.Value:N}";
}

/// <summary>A condition for a WHERE clause and the values of its parameters, to be merged with those of the statement.</summary>
public sealed record RightsFilter(string Sql, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>The filter's values together with those of the statement around it.</summary>
    public Dictionary<string, object?> With(object args)
    {
        var all = new Dictionary<string, object?>(Values, StringComparer.Ordinal);
        foreach (var property in args.GetType().GetProperties())
            all[property.Name] = property.GetValue(args);
        return all;
    }
}
