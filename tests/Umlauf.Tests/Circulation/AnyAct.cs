using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Tests.Circulation;

/// <summary>Acts with any events in any order: nothing that could happen in a folder, but everything that could stand in a journal.</summary>
internal static class AnyAct
{
    private static readonly Gen<StaffMemberId> person = Gen.Guid.Select(value => new StaffMemberId(value));

    private static readonly Gen<StaffMemberId?> somebody = person.Nullable(0.5);

    private static readonly Gen<int> number = Gen.Int[1, 20_000];

    private static readonly Gen<ImmutableArray<int>> numbers = Many(number);

    private static readonly Gen<string> words = Gen.OneOf(
        Gen.String[Gen.Char["abc äöüß€\"\\<&'\n\t\u0001\u2028漢"], 0, 40],
        Gen.Const("😀 Größe")
    );

    private static readonly Gen<string?> maybe = Gen.OneOf(words.Select(text => (string?)text), Gen.Const((string?)null));

    private static readonly Gen<DateTimeOffset> time = Gen.DateTimeOffset;

    private static readonly Gen<ContentHash> hash = Gen.Byte.Array[0, 8].Select(bytes => ContentHash.Of(bytes));

    private static readonly Gen<DocumentId> document = Gen.Guid.Select(value => new DocumentId(value));

    private static readonly Gen<Addressee> addressee = Gen.OneOf(
        person.Select(Addressee.Of),
        Gen.Guid.Select(value => Addressee.Of(new OfficeId(value))),
        Gen.Enum<Role>().Select(Addressee.Of),
        Gen.Select(maybe, maybe, maybe, words)
            .Select(
                (name, role, office, house) =>
                    Addressee.Of(
                        new Meant
                        {
                            Person = name,
                            Role = role,
                            Office = office,
                            House = house,
                        }
                    )
            )
    );

    private static readonly Gen<RemarkAnchor> anchor = Gen.OneOf(
        Gen.Const(RemarkAnchor.WholeDocument),
        Gen.Int[1, RemarkAnchor.LastPage].Select(page => Parsed(page, null, null, null, null)),
        Gen.Select(Gen.Int[1, 9], Gen.Double[0, 0.5], Gen.Double[0.001, 0.5])
            .Select(
                (page, corner, size) =>
                    Parsed(page, FormattableString.Invariant($"{corner:F9},{corner:F9},{size:F9},{size:F9}"), null, null, null)
            ),
        Gen.Select(words, words, words).Select((quote, prefix, suffix) => Parsed(null, null, quote, prefix, suffix))
    );

    private static readonly Gen<Condition?> condition = Gen.OneOf(
        Gen.Const((Condition?)null),
        Gen.Select(words, Gen.Decimal).Select((field, above) => (Condition?)new Condition { Field = field, Above = above }),
        Gen.Select(words, words).Select((station, option) => (Condition?)new Condition { Station = station, Option = option })
    );

    private static readonly Gen<Station> station =
        from name in words
        from numbered in Gen.Select(number, number, Gen.Int[1, 250].Nullable(0.5))
        from to in addressee
        from task in Gen.Enum<StationTask>()
        from blocking in Gen.Bool
        from options in Many(words)
        from confirms in numbers
        from changed in Gen.Long[0, 100]
        from foreign in Gen.Select(maybe, maybe)
        select new Station
        {
            Number = numbered.Item1,
            Key = name,
            Step = numbered.Item2,
            Addressee = to,
            Task = task,
            DueWorkingDays = numbered.Item3,
            Blocking = blocking,
            // A caller that has none may leave it out.
            Options = options.IsEmpty ? default : options,
            Confirms = confirms,
            Words = foreign.Item1,
            Note = foreign.Item2,
            ChangedAt = changed,
        };

    private static readonly Gen<Step> step =
        from id in number
        from branch in Gen.Int[0, 3]
        from least in Gen.Int[0, 3]
        from when in condition
        from reconfirms in Gen.Bool
        from stations in numbers
        from branches in numbers
        select new Step
        {
            Id = id,
            Branch = branch,
            Rule = new CompletionRule(least),
            When = when,
            IsReconfirmation = reconfirms,
            Stations = stations,
            Branches = branches.IsEmpty ? default : branches,
        };

    private static readonly Gen<Branch> branch = Gen.Select(number, number.Nullable(0.5), numbers)
        .Select((id, parent, steps) => new Branch(id, parent, steps));

    private static readonly Gen<RoutePolicy> policy = Gen.Select(Gen.Enum<RefusalPolicy>(), Gen.Enum<ChangePolicy>(), Gen.Bool)
        .Select((refusal, change, author) => new RoutePolicy(refusal, change) { AuthorMayNotSign = author });

    private static readonly Gen<ImmutableArray<ImmutableArray<string>>> fourEyes = Many(Many(words));

    private static readonly Gen<FolderItem> item =
        from id in document
        from version in number
        from content in hash
        from decisive in Gen.Bool
        from author in somebody
        select new FolderItem(id, version, content, decisive) { Author = author };

    private static readonly Gen<ImmutableSortedDictionary<string, decimal>> fields = Gen.Dictionary(words, Gen.Decimal)[0, 4]
        .Select(values => values.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private static readonly Gen<Directive> directive = Gen.Select(Gen.Enum<DirectiveKind>(), Gen.Guid.Nullable(0.5), Gen.Date.Nullable(0.5))
        .Select(
            (kind, target, on) =>
                new Directive
                {
                    Kind = kind,
                    Target = target,
                    On = on is { } day ? DateOnly.FromDateTime(day) : null,
                }
        );

    private static readonly Gen<ImmutableArray<Branch>> branches = Many(branch);
    private static readonly Gen<ImmutableArray<Step>> steps = Many(step);
    private static readonly Gen<ImmutableArray<Station>> stations = Many(station);

    public static readonly Gen<Event> Event = Gen.OneOf<Event>(
        from id in Gen.Guid
        from owner in person
        from rules in Gen.Select(policy, fourEyes)
        from items in Many(item)
        from values in fields
        from directives in Many(directive)
        from route in Gen.Select(branches, steps, stations)
        select (Event)
            new FolderMade(
                new CirculationFolderId(id),
                owner,
                rules.Item1,
                rules.Item2,
                items,
                values,
                directives,
                route.Item1,
                route.Item2,
                route.Item3
            ),
        Gen.Select(policy, fourEyes, branches, steps, stations).Select((a, b, c, d, e) => (Event)new RouteSet(a, b, c, d, e)),
        Gen.Const((Event)new FolderStarted()),
        Gen.Select(Gen.Enum<ReturnReason>(), number.Nullable(0.5), maybe).Select((a, b, c) => (Event)new FolderReturned(a, b, c)),
        Gen.Enum<ResumeAt>().Select(at => (Event)new FolderResumed(at)),
        words.Select(why => (Event)new FolderWithdrawn(why)),
        Gen.Const((Event)new FolderCompleted()),
        Gen.Select(number, Many(Gen.Select(number, time.Nullable(0.5)).Select((a, b) => new Activation(a, b))))
            .Select((a, b) => (Event)new StationsActivated(a, b)),
        Gen.Select(Gen.Enum<StepState>(), numbers, maybe).Select((a, b, c) => (Event)new StepsMoved(a, b, c)),
        Gen.Select(Gen.Enum<StationState>(), numbers, maybe).Select((a, b, c) => (Event)new StationsMoved(a, b, c)),
        from a in Gen.Select(number, Gen.Enum<OutcomeKind>(), maybe, maybe)
        from b in Gen.Select(somebody, Gen.Enum<Capacity>(), number, numbers)
        select (Event)
            new StationCompleted(a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3)
            {
                ConfirmedDissents = b.Item4.IsEmpty ? default : b.Item4,
            },
        numbers.Select(a => (Event)new OutcomesStale(a)),
        Gen.Select(numbers, number).Select((a, b) => (Event)new OutcomesFresh(a, b)),
        number.Select(a => (Event)new OutcomeTakenBack(a)),
        Gen.Select(step, Gen.Int[0, 9]).Select((a, b) => (Event)new StepAdded(a, b)),
        station.Select(a => (Event)new StationAdded(a)),
        number.Select(a => (Event)new StationRemoved(a)),
        Gen.Select(number, number).Select((a, b) => (Event)new StationMoved(a, b)),
        Gen.Select(number, person).Select((a, b) => (Event)new StationDelegated(a, b)),
        Gen.Select(number, numbers).Select((a, b) => (Event)new ConfirmsAdded(a, b)),
        Gen.Select(number, person, words).Select((a, b, c) => (Event)new QuestionAsked(a, b, c)),
        Gen.Select(number, words, time.Nullable(0.5)).Select((a, b, c) => (Event)new QuestionAnswered(a, b, c)),
        Gen.Select(document, number, hash).Select((a, b, c) => (Event)new ItemReplaced(a, b, c)),
        number.Select(a => (Event)new ChangeMarkedEditorial(a)),
        Gen.Select(number, time).Select((a, b) => (Event)new DueExtended(a, b)),
        Gen.Select(number, Gen.Enum<ReminderKind>()).Select((a, b) => (Event)new Reminded(a, b)),
        Gen.Select(number, person).Select((a, b) => (Event)new Escalated(a, b)),
        Gen.Select(
                Gen.Enum<Rank>(),
                words,
                document.Nullable(0.5),
                Gen.Int[0, 9],
                Gen.OneOf(anchor.Select(one => (RemarkAnchor?)one), Gen.Const((RemarkAnchor?)null))
            )
            .Select((a, b, c, d, e) => (Event)new RemarkWritten(a, b, c, d, e)),
        Gen.Select(number, Gen.Bool, maybe).Select((a, b, c) => (Event)new DirectiveSettled(a, b, c))
    );

    public static readonly Gen<Act> Of = Gen.Select(
            Gen.Long[1, 1_000_000],
            time,
            Gen.OneOf(person, Gen.Const(default(StaffMemberId))),
            Many(Event)
        )
        .Select(
            (revision, at, by, events) =>
                new Act
                {
                    Revision = revision,
                    At = at,
                    By = by,
                    Events = events,
                }
        );

    private static Gen<ImmutableArray<T>> Many<T>(Gen<T> one) => one.Array[0, 4].Select(values => values.ToImmutableArray());

    private static RemarkAnchor Parsed(int? page, string? rect, string? quote, string? prefix, string? suffix) =>
        RemarkAnchor.Parse(page?.ToString(CultureInfo.InvariantCulture), rect, quote, prefix, suffix).Value;
}
