using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Tests.Intake;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Journal;

/// <summary>A town hall in which everything that is kept has at least one row, made by the use cases themselves.</summary>
internal static partial class SealedTownHall
{
    public static async Task<IntakeHouse> Fill(string database)
    {
        var house = await Open(database);
        var created = Done(
            await house
                .Get<CreateAdministration>()
                .Run(
                    new NewAdministration
                    {
                        Name = "Musterstadt",
                        Ags = "05999001",
                        Login = "admin",
                        AdministratorName = "Admin",
                    },
                    Ct
                )
        );
        var office = Done(await house.Get<AddOffice>().Run(Operator, created.Top, "50", "Sozialamt", Ct));
        Done(await house.Get<CloseOffice>().Run(Operator, Done(await house.Get<AddOffice>().Run(Operator, office, "51", "Alt", Ct)), Ct));
        var person = Done(
            await house
                .Get<AddStaff>()
                .Run(
                    Operator,
                    new NewStaff
                    {
                        Login = "erika",
                        Name = "Erika",
                        Posts = [new Post(office, Heads: true)],
                        Roles = [Role.Mailroom],
                    },
                    Ct
                )
        );
        Done(await house.Get<AppointDeputy>().Run(Operator, person.Id, created.Administrator, always: true, null, Ct));
        var own = (await house.Get<LoadCaller>().Of(created.Tenant, "erika", Ct))!;
        Done(await house.Get<ChooseMail>().Run(own, new MailChoice("post@example.org", Digest: true), Ct));
        var holidays = new NewAbsence(
            person.Id,
            new DateOnly(2026, 11, 1),
            new DateOnly(2026, 12, 1),
            AbsenceKind.Leave,
            created.Administrator
        );
        Done(await house.Get<EnterAbsence>().Run(Operator, holidays, Ct));
        var before = new NewAbsence(person.Id, new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 9), AbsenceKind.Sick);
        Done(await house.Get<EnterAbsence>().Run(Operator, before, Ct));
        Done(
            await house
                .Get<SetClosingDay>()
                .Run(Operator, office, new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 24), "Heiligabend", Ct)
        );
        await SecondFactors(house);
        await Key(house);
        var (matter, other) = await Matters(house, office);
        await Work(house, matter, other, person.Id);
        await Post(house, matter, other);
        await Folders(house, office, other);
        await Answers(house, other);
        Done(await house.Get<PutAwayMatter>().Run(Operator, other, Ct));
        house.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        return house;
    }

    private static async Task SecondFactors(IntakeHouse house)
    {
        var store = new AccountStore(house.Database.Db, house.Get<JournalWriter>(), new EphemeralDataProtectionProvider());
        var account = (await store.FindByNameAsync("erika", Ct))!;
        await store.SetAuthenticatorKeyAsync(account, "JBSWY3DPEHPK3PXP", Ct);
        Assert.True((await store.UpdateAsync(account, Ct)).Succeeded);
        await store.ReplaceCodesAsync(account, ["AAAAA-BBBBB"], Ct);
        await store.SetTwoFactorEnabledAsync(account, true, Ct);
        Assert.True((await store.UpdateAsync(account, Ct)).Succeeded);
        var passkey = new UserPasskeyInfo([1], [2], house.Database.Db.Now, 7, ["usb"], true, true, false, [6], [8]) { Name = "Bund" };
        await store.AddOrUpdatePasskeyAsync(account, passkey, Ct);
        passkey.SignCount++;
        await store.AddOrUpdatePasskeyAsync(account, passkey, Ct);
    }

    private static async Task Key(IntakeHouse house)
    {
        var key = Done(await house.Get<CreateApiKey>().Run(Operator, new NewApiKey("Scanner", [Scope.Records], "erika"), Ct));
        Assert.NotNull(await house.Get<LoadKey>().Run(key.Secret, Ct));
        Done(await house.Get<RevokeApiKey>().Run(Operator, key.Id, Ct));
    }

    private static async Task<(MatterId One, MatterId Other)> Matters(IntakeHouse house, OfficeId office)
    {
        const string plan =
            "kennzeichen;bezeichnung;beschreibung;frist;aussonderung\n4;Soziales;Alles;10;vernichten\n46;Wohngeld;Geld;10;vernichten\n";
        Assert.Empty(Done(await house.Get<ImportFilingPlan>().Run(Operator, Encoding.UTF8.GetBytes(plan), false, Ct)).Problems);
        Done(await house.Get<ChangeNumberPattern>().Run(Operator, forMatter: true, NumberPattern.Matter.Text, Ct));
        var unit = await house.Scalar<Guid>("SELECT id FROM records_filing_plan_unit WHERE tenant_id = @tenant AND code = '46'");
        var matters = new List<MatterId>();
        foreach (var subject in new[] { "Antrag", "Widerspruch" })
            matters.Add(
                Done(
                    await house
                        .Get<OpenMatter>()
                        .Run(
                            Operator,
                            new NewMatter
                            {
                                PlanUnit = new FilingPlanUnitId(unit),
                                Subject = subject,
                                Office = office,
                            },
                            Ct
                        )
                ).Id
            );
        return (matters[0], matters[1]);
    }

    private static async Task Work(IntakeHouse house, MatterId matter, MatterId other, StaffMemberId person)
    {
        var erika = new Caller { Actor = new Actor(Musterstadt, ActorKind.Staff, person.Value), Staff = person };
        var office = await house.Scalar<Guid>(
            "SELECT office_id FROM records_matter WHERE tenant_id = @tenant AND id = @matter",
            new { matter }
        );
        erika = erika with { Sight = new Dictionary<OfficeId, Confidentiality> { [new OfficeId(office)] = Confidentiality.Normal } };
        Done(await house.Get<WriteNote>().Run(erika, matter, "Rückruf am Montag", Ct));
        Done(await house.Get<GrantAccess>().Run(erika, matter, person, "Vertretung", Ct));
        var party = new NewParty
        {
            Kind = PartyKind.Citizen,
            Name = "Anna",
            Street = "Weg 1",
            Postcode = "12345",
            City = "Ort",
            Email = "anna@example.org",
        };
        var anna = Done(await house.Get<AddParty>().Run(erika, matter, party, Ct));
        Done(await house.Get<AddParty>().Known(erika, other, anna, Ct));
        Done(await house.Get<RemoveParty>().Run(erika, matter, Done(await house.Get<AddParty>().Run(erika, matter, party, Ct)), Ct));
        Done(await house.Get<SetDueDate>().Run(erika, matter, new DateOnly(2026, 12, 24), Ct));
        Done(await house.Get<AssignMatter>().Run(erika, matter, new OfficeId(office), person, Ct));
        Done(await house.Get<PutAwayMatter>().Run(erika, other, Ct));
        Done(await house.Get<ReopenMatter>().Run(erika, other, Ct));
    }

    private static async Task Post(IntakeHouse house, MatterId matter, MatterId other)
    {
        var channel = await house.Channel(ChannelKind.Http);
        var taken = new List<Taken>();
        foreach (var subject in new[] { "Eins", "Zwei", "Drei" })
            taken.Add(await house.Deliver(channel, Mail(subject)));
        await house.ReadAll();
        await house.Get<FileArrival>().Run(Operator, taken[0].Arrival, FilingTarget.Into(matter), Ct);
        var undone = Done(await house.Get<FileArrival>().Run(Operator, taken[1].Arrival, FilingTarget.Into(matter), Ct));
        Done(await house.Get<UndoFiling>().Run(Operator, undone.Id, Ct));
        var document = new DocumentId((await house.Find(taken[0].Arrival)).DocumentId!.Value);
        Done(await house.Get<FileDocument>().Refile(Operator, document, matter, FilingTarget.Into(other), Ct));
        Done(await house.Get<PassArrival>().Run(Operator, taken[2].Arrival, new OfficeId(await Top(house)), Ct));
        await house.Get<ReconcileSource>().Run(Musterstadt, channel.Id, new SourceCount("Ordner", "", 3, 3), Ct);
        Done(await house.Get<ChangeConfidentiality>().Run(Operator, matter, Confidentiality.Confidential, Ct));
    }

    private static async Task<Guid> Top(IntakeHouse house) =>
        await house.Scalar<Guid>("SELECT id FROM identity_office WHERE tenant_id = @tenant AND parent_id IS NULL");

    private static T Done<T>(Result<T> result)
    {
        Assert.True(result.Ok, result.Refusal?.Code);
        return result.Value;
    }
}
