using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Tests.Intake;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Journal;

/// <summary>Circulation folders with their templates and route sheets, and what goes out.</summary>
internal static partial class SealedTownHall
{
    private static async Task Folders(IntakeHouse house, OfficeId office, MatterId matter)
    {
        var admin = await SignedIn(house, "admin");
        var erika = await SignedIn(house, "erika");
        var sign = new StationPlan { Addressee = Addressee.Of(erika.Staff!.Value), Task = StationTask.FinalSign };
        var plan = new TemplatePlan { Route = [new StepPlan { Members = [new MemberPlan { Station = sign }] }] };
        var template = Done(
            await house
                .Get<SaveTemplate>()
                .Run(
                    erika,
                    new NewTemplate
                    {
                        Name = "Bescheid",
                        Office = office,
                        Plan = plan,
                    },
                    Ct
                )
        );
        var old = Done(await house.Get<SaveTemplate>().Run(admin, new NewTemplate { Name = "Alt", Plan = plan }, Ct));
        Done(await house.Get<RetireTemplate>().Run(admin, old.Id, Ct));
        var document = await house.Scalar<Guid>(
            "SELECT id FROM records_document WHERE tenant_id = @tenant AND matter_id = @matter",
            new { matter }
        );
        CirculationFolderId? before = null;
        foreach (var subject in new[] { "Bescheid", "Berichtigung" })
        {
            var folder = new NewFolder
            {
                Subject = subject,
                Matter = matter,
                Items = [new NewItem(new DocumentId(document), 1, Decisive: true)],
                Route = plan.Route,
                Template = template.Id,
                Follows = before,
                Start = true,
            };
            before = Done(await house.Get<MakeFolder>().Run(erika, folder, Guid.CreateVersion7(), Ct));
        }
        var signed = new Complete
        {
            Station = 1,
            Outcome = OutcomeKind.Signed,
            Revision = 2,
        };
        house.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Done(await house.Get<ActInFolder>().Run(erika, before!.Value, Guid.CreateVersion7(), signed, Ct));
        await house.Get<FreezeRouteSheet>().Run(Operator, before.Value, matter, Ct);
    }

    /// <summary>Two answers: one that the mail server took, one whose fate nobody knows.</summary>
    private static async Task Answers(IntakeHouse house, MatterId matter)
    {
        var erika = await SignedIn(house, "erika");
        var server = new DispatchServer
        {
            Host = "127.0.0.1",
            Port = 25,
            Security = "none",
            SenderName = "Stadt Musterstadt",
            SenderAddress = "stadt@example.org",
        };
        Done(await house.Get<SetUpServer>().Run(Operator, server, Ct));
        var mail = await house.Scalar<Guid>(
            "SELECT id FROM records_document WHERE tenant_id = @tenant AND matter_id = @matter",
            new { matter }
        );
        foreach (var taken in new[] { true, false })
        {
            var text = new DraftText
            {
                To = "Anna Muster <anna@example.org>",
                Subject = "Ihr Antrag",
                Body = "Guten Tag",
                Files = [new DraftFile(new DocumentId(mail))],
            };
            var answer = new NewDispatch
            {
                Matter = matter,
                Text = text,
                Answers = new DocumentId(mail),
            };
            var item = Done(await house.Get<PrepareReply>().Run(erika, answer, Ct));
            Done(await house.Get<ReleaseDispatch>().Run(erika, item, Ct));
            var job = Guid.CreateVersion7();
            await house.Get<BeginAttempt>().Run(Musterstadt, item, job, Ct);
            await house.Get<HandOver>().Run(Musterstadt, item, 1, Ct);
            if (taken)
                await house.Get<RecordAttempt>().Run(Musterstadt, item, 1, AttemptOutcome.Accepted, 250, "2.0.0 queued", Ct);
            else
                await house.Get<BeginAttempt>().Run(Musterstadt, item, job, Ct);
        }
    }

    /// <summary>Somebody who has chosen a password of their own.</summary>
    private static async Task<Caller> SignedIn(IntakeHouse house, string login) =>
        (await house.Get<LoadCaller>().Of(Musterstadt, login, Ct))! with
        {
            MustChangePassword = false,
        };
}
