using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Who may act for whom (Vertretung), from the absences and permanent deputies of an administration. Knows no database and no clock.
/// Of somebody who is away, the first deputy who is there acts: the one named for the absence, then the permanent ones in their order, then the
/// deputies of those who are away themselves, up to <see cref="Deepest"/> steps. Whoever may always act does so beside them.
/// </summary>
public sealed class Deputies
{
    /// <summary>How long a chain of deputies may be.</summary>
    public const int Deepest = 5;

    public static readonly Refusal Circle = new(
        "identity.deputies-in-a-circle",
        "Damit würde sich die Vertretung im Kreis drehen, und am Ende würde niemand handeln. Wählen Sie jemand anderen.",
        "Then the deputies would lead back to the person, and in the end nobody would act. Choose somebody else.",
        409
    );

    public static readonly Refusal TooDeep = new(
        "identity.deputies-too-deep",
        "Damit wäre die Kette der Vertretungen länger als fünf Personen. Wählen Sie jemanden, der näher an der Aufgabe ist.",
        "Then the chain of deputies would be longer than five people. Choose somebody closer to the work.",
        409
    );

    private readonly ILookup<StaffMemberId, Absence> absences;
    private readonly ILookup<StaffMemberId, PermanentDeputy> permanent;
    private readonly ILookup<StaffMemberId, StaffMemberId> principals;
    private readonly HashSet<StaffMemberId> gone;

    /// <param name="absences">Those that matter for the days that will be asked about.</param>
    /// <param name="permanent">Permanent deputies, in any order.</param>
    /// <param name="gone">People whose access is ended: they are away for ever.</param>
    public Deputies(IEnumerable<Absence> absences, IEnumerable<PermanentDeputy> permanent, IEnumerable<StaffMemberId>? gone = null)
    {
        this.absences = absences.OrderBy(absence => absence.FromOn).ToLookup(absence => absence.StaffId);
        this.permanent = permanent.OrderBy(deputy => deputy.Place).ToLookup(deputy => deputy.StaffId);
        this.gone = (gone ?? []).ToHashSet();
        principals = this
            .absences.SelectMany(own => own)
            .Where(absence => absence.DeputyId is not null)
            .Select(absence => (Deputy: absence.DeputyId!.Value, For: absence.StaffId))
            .Concat(this.permanent.SelectMany(own => own).Select(deputy => (Deputy: deputy.DeputyId, For: deputy.StaffId)))
            .Distinct()
            .ToLookup(edge => edge.Deputy, edge => edge.For);
    }

    /// <summary>The absence that covers the day; null when the person is there.</summary>
    public Absence? AbsenceOf(StaffMemberId person, DateOnly day) => absences[person].FirstOrDefault(absence => absence.Covers(day));

    public bool IsAway(StaffMemberId person, DateOnly day) => gone.Contains(person) || AbsenceOf(person, day) is not null;

    /// <summary>Who may act for a person on a day: during an absence its deputy first, then those who may always; nobody twice.</summary>
    public IReadOnlyList<Deputyship> ActingFor(StaffMemberId person, DateOnly day)
    {
        var acting = new List<Deputyship>();
        if (IsAway(person, day) && FirstPresent(person, day) is { } deputy)
            acting.Add(deputy);
        foreach (var one in permanent[person])
        {
            if (one.Always && !IsAway(one.DeputyId, day) && acting.TrueForAll(other => other.Deputy != one.DeputyId))
                acting.Add(new Deputyship(one.DeputyId, person, ActingReason.Always, []));
        }
        return acting;
    }

    /// <summary>For whom a person may act on a day.</summary>
    public IReadOnlyList<Deputyship> ActsFor(StaffMemberId deputy, DateOnly day) =>
        [
            .. Reaching(deputy)
                .Where(person => person != deputy)
                .SelectMany(person => ActingFor(person, day))
                .Where(one => one.Deputy == deputy),
        ];

    /// <summary>Everybody whose deputies may be others when this person's absences or deputies change: the person, and those whose chain can lead there.</summary>
    public IReadOnlySet<StaffMemberId> Reaching(StaffMemberId person) => Within(person, one => principals[one]);

    /// <summary>Who may act for a person from a day on, as spans of days: within one of them nothing changes.</summary>
    public IReadOnlyList<ActingSpan> Spans(StaffMemberId person, DateOnly from)
    {
        var changes = Within(person, Next)
            .SelectMany(one => absences[one])
            .SelectMany(absence => new[] { absence.FromOn, absence.BackOn ?? from })
            .Where(day => day > from)
            .Append(from)
            .Distinct()
            .Order()
            .ToList();
        var spans = new List<ActingSpan>();
        for (var i = 0; i < changes.Count; i++)
        {
            DateOnly? until = i + 1 < changes.Count ? changes[i + 1] : null;
            foreach (var acting in ActingFor(person, changes[i]))
            {
                var before = spans.FindIndex(span =>
                    span.Deputy == acting.Deputy && span.Reason == acting.Reason && span.UntilOn == changes[i]
                );
                if (before >= 0)
                    spans[before] = spans[before] with { UntilOn = until };
                else
                    spans.Add(new ActingSpan(acting.Deputy, person, acting.Reason, changes[i], until));
            }
        }
        return spans;
    }

    /// <summary>Why this person cannot become a permanent deputy; null: nothing speaks against it.</summary>
    public Refusal? WhyNotAppoint(StaffMemberId person, StaffMemberId deputy)
    {
        if (Leads(deputy, person))
            return Circle;
        var above = permanent.SelectMany(own => own).ToLookup(one => one.DeputyId, one => one.StaffId);
        return Longest(person, one => above[one]) + 1 + Longest(deputy, Permanent) > Deepest ? TooDeep : null;
    }

    /// <summary>Why this person cannot be named for an absence: on one of its days the deputies named there would lead back.</summary>
    public Refusal? WhyNotName(StaffMemberId person, StaffMemberId deputy, DateOnly from, DateOnly? back)
    {
        if (person == deputy)
            return Circle;
        foreach (var absence in absences[deputy].Where(one => one.DeputyId is not null))
        {
            var first = Later(from, absence.FromOn);
            var end = Earlier(back, absence.BackOn);
            if ((end is null || first < end) && WhyNotName(person, absence.DeputyId!.Value, first, end) is { } refusal)
                return refusal;
        }
        return null;
    }

    private Deputyship? FirstPresent(StaffMemberId person, DateOnly day)
    {
        var seen = new HashSet<StaffMemberId> { person };
        List<(StaffMemberId Person, StaffMemberId[] Through)> level = [(person, [])];
        for (var depth = 1; depth <= Deepest && level.Count > 0; depth++)
        {
            var below = new List<(StaffMemberId, StaffMemberId[])>();
            foreach (var (one, through) in level)
            {
                foreach (var deputy in DeputiesOf(one, day).Where(seen.Add))
                {
                    if (!IsAway(deputy, day))
                        return new Deputyship(deputy, person, ActingReason.Absence, through);
                    below.Add((deputy, [.. through, deputy]));
                }
            }
            level = below;
        }
        return null;
    }

    private IEnumerable<StaffMemberId> DeputiesOf(StaffMemberId person, DateOnly day) =>
        AbsenceOf(person, day)?.DeputyId is { } named ? Permanent(person).Prepend(named) : Permanent(person);

    private IEnumerable<StaffMemberId> Permanent(StaffMemberId person) => permanent[person].Select(deputy => deputy.DeputyId);

    private IEnumerable<StaffMemberId> Next(StaffMemberId person) =>
        Permanent(person).Concat(absences[person].Select(absence => absence.DeputyId).OfType<StaffMemberId>());

    private bool Leads(StaffMemberId from, StaffMemberId to)
    {
        var seen = new HashSet<StaffMemberId>();
        var waiting = new Stack<StaffMemberId>([from]);
        while (waiting.TryPop(out var one))
        {
            if (one == to)
                return true;
            if (!seen.Add(one))
                continue;
            foreach (var next in Permanent(one))
                waiting.Push(next);
        }
        return false;
    }

    /// <summary>Steps of the longest chain from here; one more than allowed is as good as any longer one.</summary>
    private static int Longest(StaffMemberId person, Func<StaffMemberId, IEnumerable<StaffMemberId>> next)
    {
        HashSet<StaffMemberId> level = [person];
        for (var steps = 0; steps <= Deepest; steps++)
        {
            level = level.SelectMany(next).ToHashSet();
            if (level.Count == 0)
                return steps;
        }
        return Deepest + 1;
    }

    private static HashSet<StaffMemberId> Within(StaffMemberId person, Func<StaffMemberId, IEnumerable<StaffMemberId>> next)
    {
        var found = new HashSet<StaffMemberId> { person };
        IReadOnlyCollection<StaffMemberId> level = [person];
        for (var depth = 0; depth < Deepest && level.Count > 0; depth++)
            level = [.. level.SelectMany(next).Where(found.Add)];
        return found;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) =>
        one is null ? other
        : other is null || one < other ? one
        : other;
}
