using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class JobsTests
{
    private static readonly Actor By = Actor.System(new TenantId(1));

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_workers_share_the_work_and_do_each_piece_once(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var jobs = await Enqueue(database, 40);
        var handler = new Recorder();
        await Task.WhenAll(Work(jobs, handler), Work(jobs, handler));
        Assert.Equal(40, handler.Done.Count);
        Assert.Equal(40, handler.Done.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await jobs.Waiting(default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Failed_work_is_tried_again_after_a_growing_delay_and_then_given_up_visibly(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var jobs = await Enqueue(database, 1);
        var handler = new Recorder { Fails = true };
        for (var attempt = 0; attempt < Jobs.MostAttempts; attempt++)
        {
            await Work(jobs, handler);
            Assert.Equal(attempt + 1, handler.Done.Count);
            database.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        Assert.Equal(["broken"], handler.GivenUp);
        Assert.Empty(await jobs.Waiting(default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Work_of_a_dead_node_comes_back_when_its_lease_ends(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var jobs = await Enqueue(database, 1);
        Assert.Single(await jobs.Claim("record", 10, default));
        Assert.Empty(await jobs.Claim("record", 10, default));
        database.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, Assert.Single(await jobs.Claim("record", 10, default)).Attempts);
    }

    private static async Task<Jobs> Enqueue(TestDatabase database, int count)
    {
        var jobs = new Jobs(database.Db);
        await using var unit = await database.Db.Write(By, default);
        for (var n = 0; n < count; n++)
        {
            await jobs.Enqueue(unit, "record", $"{n}", new { n });
            await jobs.Enqueue(unit, "record", $"{n}", new { n });
        }
        await unit.Commit();
        return jobs;
    }

    private static async Task Work(Jobs jobs, Recorder handler)
    {
        using var runner = new JobRunner(jobs, [handler], NullLogger<JobRunner>.Instance);
        while (await runner.Step(handler, default)) { }
    }

    private sealed class Recorder : IJobHandler
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Done { get; } = [];
        public List<string> GivenUp { get; } = [];
        public bool Fails { get; init; }
        public string Kind => "record";
        public int Parallel => 3;

        public Task Run(Job job, CancellationToken ct)
        {
            Done.Enqueue(job.Key);
            return Fails ? throw new IOException("broken") : Task.CompletedTask;
        }

        public Task GiveUp(Job job, string error, CancellationToken ct)
        {
            GivenUp.Add(error);
            return Task.CompletedTask;
        }
    }
}
