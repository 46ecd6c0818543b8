using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Demo;

/// <summary>Opens very many matters, for measurements: many in one transaction, each by the same use case as a single one.</summary>
internal sealed class SeedMatters(Db db, OpenMatter openMatter)
{
    private const int AtOnce = 400;

    /// <summary>One in ten belongs to the housing benefit office, the others are spread over all themes.</summary>
    public async Task Run(Town town, long seed, int count, IProgress<int> progress, CancellationToken ct)
    {
        var texts = Letters.Texts(seed, count).GetEnumerator();
        var housing = Theme.All[0];
        var today = DateOnly.FromDateTime(db.Now.Date);
        for (var done = 0; done < count; )
        {
            await using var unit = await db.Write(town.Program.Actor, ct);
            for (var i = 0; i < AtOnce && done < count && texts.MoveNext(); i++, done++)
            {
                var dice = new Dice(seed + 1, done);
                var theme = done % 10 == 0 ? housing : Theme.All[1 + dice.Below(Theme.All.Count - 1)];
                var workers = Musterstadt.WorkersOf(theme.Office);
                SeedTown.Must(
                    await openMatter.Within(
                        unit,
                        town.Program,
                        new NewMatter
                        {
                            PlanUnit = town.Plan[theme.PlanUnit],
                            Subject = texts.Current.Subject,
                            Office = town.Offices[theme.Office],
                            Responsible = town.People[dice.Pick(workers).Login].Staff,
                            DueOn = dice.Chance(60) ? today.AddDays(dice.Between(-20, 90)) : null,
                        }
                    )
                );
            }
            await unit.Commit();
            progress.Report(done);
        }
    }
}
