using CsCheck;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class RightsTests
{
    private static readonly TenantId tenant = new(1);
    private static readonly OfficeId[] offices = [.. Enumerable.Range(1, 6).Select(i => new OfficeId(Number(i)))];
    private static readonly StaffMemberId[] people = [.. Enumerable.Range(1, 4).Select(i => new StaffMemberId(Number(100 + i)))];

    private static readonly Gen<OfficeId> office = Gen.Int[0, 5].Select(i => offices[i]);
    private static readonly Gen<StaffMemberId> staff = Gen.Int[0, 3].Select(i => people[i]);
    private static readonly Gen<Confidentiality> level = Gen.Enum<Confidentiality>();

    private static readonly Gen<RecordAccess> record = Gen.Select(
        office,
        level,
        Gen.Bool,
        staff.HashSet[0, 2],
        (place, confidentiality, filed, named) => new RecordAccess(place, confidentiality, filed, named)
    );

    private static readonly Gen<Caller> person = Gen.Select(
        staff,
        Gen.Dictionary(office, level)[0, 4],
        level,
        Gen.Enum<Role>().HashSet[0, 2],
        (who, sight, clearance, roles) =>
            new Caller
            {
                Actor = new Actor(tenant, ActorKind.Staff, who.Value),
                Staff = who,
                Sight = sight,
                Clearance = clearance,
                Roles = roles,
            }
    );

    private static readonly Gen<Caller> key = Gen.Dictionary(office, Gen.Const(Confidentiality.Normal))[0, 6]
        .Select(sight => new Caller
        {
            Actor = new Actor(tenant, ActorKind.Key, Number(1)),
            Sight = sight,
            Scopes = new HashSet<Scope> { Scope.Records },
        });

    private static readonly Gen<Caller> caller = Gen.OneOf(person, person, key, Gen.Const(Caller.Program(tenant)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Words_for_the_index_decide_as_the_rights_function_does() =>
        Gen.Select(caller, record)
            .Sample(
                (by, one) =>
                {
                    var rights = Rights.Of(by);
                    Assert.Equal(rights.MaySee(one), rights.Tokens is not { } held || Rights.TokensOf(one).Intersect(held).Any());
                },
                iter: 20_000
            );

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_condition_for_lists_decides_as_the_rights_function_does(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await using var unit = await database.Db.Read(Actor.System(tenant), Ct);

        await Gen.Select(caller, record.List[12])
            .SampleAsync(
                async (by, records) =>
                {
                    var rights = Rights.Of(by);
                    const string named = "r.named LIKE '%' || lower(CAST(@rightsStaff AS text)) || '%'";
                    var filter = rights.Filter("r.office", "r.level", "r.filed = 0", named);
                    var rows = string.Join(
                        " UNION ALL ",
                        records.Select(
                            (one, i) =>
                                $"SELECT {i} AS place, {Uuid(kind, one.Office.Value)} AS office, {(int)one.Level} AS level, "
                                + $"{(one.Filed ? 1 : 0)} AS filed, '{string.Join(' ', one.Named!.Select(who => who.Value))}' AS named"
                        )
                    );
                    var seen = await unit.Query<int>(
                        $"SELECT place FROM ({rows}) r WHERE {filter.Sql} ORDER BY place",
                        filter.With(new { })
                    );
                    Assert.Equal(Enumerable.Range(0, records.Count).Where(i => rights.MaySee(records[i])), seen);
                    foreach (var own in offices)
                    {
                        var inOffice = rights.FilterIn(own, "r.level", "r.filed = 0", named);
                        var there = await unit.Query<int>(
                            $"SELECT place FROM ({rows}) r WHERE r.office = {Uuid(kind, own.Value)} AND {inOffice.Sql} ORDER BY place",
                            inOffice.With(new { })
                        );
                        Assert.Equal(seen.Where(i => records[i].Office == own), there);
                    }
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public void Restricted_records_are_seen_only_by_the_named_whoever_else_asks() =>
        Gen.Select(person, record)
            .Sample(
                (by, one) =>
                {
                    var restricted = one with { Level = Confidentiality.Restricted };
                    Assert.Equal(one.Named!.Contains(by.Staff!.Value), Rights.Of(by).MaySee(restricted));
                }
            );

    [Fact]
    public void A_post_sees_its_office_and_a_head_everything_below_even_in_a_circle()
    {
        // 0 above 1 and 2; 1 above 3; 3 above 1 again, which the use cases prevent.
        var below = new Dictionary<OfficeId, OfficeId[]>
        {
            [offices[0]] = [offices[1], offices[2]],
            [offices[1]] = [offices[3]],
            [offices[3]] = [offices[1]],
        };
        IEnumerable<OfficeId> Below(OfficeId office) => below.GetValueOrDefault(office, []);

        var member = Rights.SightOf([(offices[0], false)], Below, Confidentiality.Normal);
        var head = Rights.SightOf([(offices[1], true), (offices[1], false)], Below, Confidentiality.Confidential);

        Assert.Equal([offices[0]], member.Keys);
        Assert.Equal([offices[1], offices[3]], head.Keys.OrderBy(office => office.Value));
        Assert.All(head.Values, level => Assert.Equal(Confidentiality.Confidential, level));
    }

    [Fact]
    public void Settings_operation_and_journal_give_no_sight_of_contents()
    {
        var admin = new Caller
        {
            Actor = new Actor(tenant, ActorKind.Staff, people[0].Value),
            Staff = people[0],
            Roles = new HashSet<Role> { Role.Administrator, Role.Operator, Role.Auditor },
            Clearance = Confidentiality.Restricted,
        };

        Assert.True(Rights.Of(admin).May(Right.Administrate));
        Assert.False(Rights.Of(admin).May(Right.SeeRecords));
        Assert.False(Rights.Of(admin).May(Right.Search));
        Assert.False(Rights.Of(admin).MaySee(new RecordAccess(offices[0], Confidentiality.Normal, Filed: false)));
    }

    private static Guid Number(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>As each database holds it; SQLite keeps what its driver writes.</summary>
    private static string Uuid(string kind, Guid value) =>
        kind == Databases.Postgres ? $"CAST('{value}' AS uuid)" : $"'{value.ToString().ToUpperInvariant()}'";
}
