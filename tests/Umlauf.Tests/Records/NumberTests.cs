using CsCheck;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class NumberTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Fifty_writers_at_once_leave_no_gap_and_no_double_even_when_some_give_up(string database)
    {
        await using var town = await Scenario.On(database);
        var wanted = await town.NewMatter();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(writer => Task.Run(() => Open(writer))));

        var running = await town.Rows<int>("SELECT running FROM records_case_file WHERE tenant_id = @tenant ORDER BY running");
        Assert.Equal(Enumerable.Range(1, 160), running);

        async Task Open(int writer)
        {
            for (var i = 0; i < 4; i++)
            {
                await using var unit = await town.Db.Write(town.By.Actor, Ct);
                Assert.True((await town.OpenMatter.Within(unit, town.By, wanted)).Ok);
                // Every fifth changes its mind after it was given a number.
                if ((writer * 4 + i) % 5 != 0)
                    await unit.Commit();
            }
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_unit_and_each_year_counts_for_itself_and_the_year_begins_at_midnight_in_Germany(string database)
    {
        await using var town = await Scenario.On(database);
        var wohngeld = await town.NewMatter();
        var bau = wohngeld with { PlanUnit = await town.PlanUnit("63") };
        async Task<string> Number(NewMatter matter) => (await town.OpenMatter.Run(town.By, matter, Ct)).Value.Number;

        Assert.Equal("46-0001/2026-01", await Number(wohngeld));
        Assert.Equal("46-0002/2026-01", await Number(wohngeld));
        Assert.Equal("63-0001/2026-01", await Number(bau));
        town.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 22, 59, 59, TimeSpan.Zero));
        Assert.Equal("46-0003/2026-01", await Number(wohngeld));
        town.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("46-0001/2027-01", await Number(wohngeld));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Matters_of_one_case_file_count_within_it(string database)
    {
        await using var town = await Scenario.On(database);
        var first = await town.Matter();
        var wanted = await town.NewMatter() with { PlanUnit = null, CaseFile = first.CaseFile };

        var second = await town.OpenMatter.Run(town.By, wanted, Ct);
        var lost = await town.OpenMatter.Run(town.By, wanted with { CaseFile = CaseFileId.From(first.Id.Value) }, Ct);

        Assert.Equal("46-0001/2026-02", second.Value.Number);
        Assert.Equal(OpenMatter.NoSuchCaseFile, lost.Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_administration_may_write_its_numbers_its_own_way(string database)
    {
        await using var town = await Scenario.On(database);
        var change = new ChangeNumberPattern(town.Db, town.Journal);

        Assert.True((await change.Run(town.By, forMatter: false, "{year}/{unit}.{number}", Ct)).Ok);
        Assert.True((await change.Run(town.By, forMatter: true, "{file}#{number:4}", Ct)).Ok);
        Assert.Equal(NumberPattern.Unusable.Code, (await change.Run(town.By, forMatter: true, "{number}", Ct)).Refusal!.Code);

        Assert.Equal("2026/46.1#0001", (await town.Matter()).Number);
    }

    [Theory]
    [InlineData("{unit}-{number}")]
    [InlineData("{unit}{number}/{year}")]
    [InlineData("{unit}-{number}0/{year}")]
    [InlineData("{unit}-{number:0}/{year}")]
    [InlineData("{unit}-{number:4:4}/{year}")]
    [InlineData("{unit}-{number}/{year}-{year}")]
    [InlineData("{unit} {number}/{year}")]
    [InlineData("{unit}-{number}/{year")]
    [InlineData("{unit}-{number}/{year}{office}")]
    public void Patterns_that_could_give_one_number_twice_are_refused(string pattern) =>
        Assert.Equal(NumberPattern.Unusable.Code, NumberPattern.Parse(pattern, forMatter: false).Refusal?.Code);

    [Fact]
    public void Every_accepted_pattern_gives_different_numbers_to_different_files()
    {
        var literal = Gen.OneOf("", "-", "/", ".", "A", "x0x", "-1", "1-");
        var number = Gen.OneOf("{number}", "{number:4}");
        var key = Gen.Select(
            Gen.Char["0123456789.-/"].Array[1, 6].Select(chars => new string(chars)),
            Gen.Int[2020, 2030],
            Gen.Int[1, 20_000]
        );
        var pattern = Gen.Select(Gen.Int[0, 5], number, literal.Array[4])
            .Select(
                (order, n, l) =>
                    string.Concat(Orders[order].SelectMany((v, i) => new[] { l[i], v == "number" ? n : $"{{{v}}}" }).Append(l[3]))
            );
        Gen.Select(pattern, key, key)
            .Where((text, a, b) => a != b && NumberPattern.Parse(text, forMatter: false).Ok)
            .Sample(
                (text, a, b) =>
                {
                    var usable = NumberPattern.Parse(text, forMatter: false).Value;
                    return usable.Write(a.Item1, a.Item2, a.Item3) != usable.Write(b.Item1, b.Item2, b.Item3);
                },
                iter: 5_000
            );
    }

    private static readonly string[][] Orders =
    [
        ["unit", "number", "year"],
        ["unit", "year", "number"],
        ["number", "unit", "year"],
        ["number", "year", "unit"],
        ["year", "unit", "number"],
        ["year", "number", "unit"],
    ];
}
