using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class AccountStoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_login_alone_finds_the_person_only_while_one_administration_has_it(string kind)
    {
        await using var house = await House.Build(kind);
        var store = Store(house);
        Assert.Equal(house.Tenant, (await store.FindByNameAsync("admin", Ct))!.TenantId);

        var other = (await house.Create("Nachbarstadt", "06412001")).Value;

        Assert.Null(await store.FindByNameAsync("admin", Ct));
        Assert.Equal(other.Tenant, (await store.FindByNameAsync("admin@06412001", Ct))!.TenantId);
        Assert.Equal(house.Tenant, (await store.FindByNameAsync("admin@06412000", Ct))!.TenantId);
        Assert.Null(await store.FindByNameAsync("admin@06412002", Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_changes_at_once_the_second_is_refused(string kind)
    {
        await using var house = await House.Build(kind);
        var store = Store(house);
        var one = (await store.FindByNameAsync("admin", Ct))!;
        var other = (await store.FindByNameAsync("admin", Ct))!;

        await store.IncrementAccessFailedCountAsync(one, Ct);
        Assert.True((await store.UpdateAsync(one, Ct)).Succeeded);
        await store.ResetAccessFailedCountAsync(other, Ct);
        Assert.Equal("ConcurrencyFailure", (await store.UpdateAsync(other, Ct)).Errors.Single().Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_secrets_of_the_second_factor_are_encrypted_at_rest(string kind)
    {
        await using var house = await House.Build(kind);
        var store = Store(house);
        var account = (await store.FindByNameAsync("admin", Ct))!;
        await store.SetAuthenticatorKeyAsync(account, "JBSWY3DPEHPK3PXP", Ct);
        await store.ReplaceCodesAsync(account, ["AAAAA-BBBBB", "CCCCC-DDDDD"], Ct);
        await store.SetTwoFactorEnabledAsync(account, true, Ct);
        Assert.True((await store.UpdateAsync(account, Ct)).Succeeded);

        var stored = (await store.FindByIdAsync(AccountStore.IdOf(house.Tenant, house.Admin.Staff!.Value), Ct))!;

        Assert.DoesNotContain("JBSWY3DPEHPK3PXP", stored.AuthenticatorKey, StringComparison.Ordinal);
        Assert.Equal("JBSWY3DPEHPK3PXP", await store.GetAuthenticatorKeyAsync(stored, Ct));
        Assert.True(await store.RedeemCodeAsync(stored, "aaaaa-bbbbb", Ct));
        Assert.False(await store.RedeemCodeAsync(stored, "aaaaa-bbbbb", Ct));
        Assert.Equal(1, await store.CountCodesAsync(stored, Ct));
        Assert.Equal(
            ["staff-added", "authenticator-key-changed", "second-factor-on", "recovery-codes-changed"],
            await house.JournalOf(house.Admin.Staff!.Value.Value)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_passkey_comes_back_as_it_was_and_finds_its_person(string kind)
    {
        await using var house = await House.Build(kind);
        var store = Store(house);
        var account = (await store.FindByNameAsync("admin", Ct))!;
        byte[] id = [1, 2, 3];
        var made = new UserPasskeyInfo(id, [4, 5], house.Db.Now, 7, ["usb"], true, true, false, [6], [8]) { Name = "Schlüsselbund" };
        await store.AddOrUpdatePasskeyAsync(account, made, Ct);
        made.SignCount = 8;
        await store.AddOrUpdatePasskeyAsync(account, made, Ct);

        var found = (await store.FindPasskeyAsync(account, id, Ct))!;

        Assert.Equal(8u, found.SignCount);
        Assert.Equal("Schlüsselbund", found.Name);
        Assert.Equal(made.PublicKey, found.PublicKey);
        Assert.Equal(account.StaffId, (await store.FindByPasskeyIdAsync(id, Ct))!.StaffId);
        Assert.Single(await store.GetPasskeysAsync(account, Ct));
        await store.RemovePasskeyAsync(account, id, Ct);
        Assert.Null(await store.FindByPasskeyIdAsync(id, Ct));
        Assert.Equal(["staff-added", "passkey-added", "passkey-used", "passkey-removed"], await house.JournalOf(account.StaffId.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Resetting_access_gives_a_start_password_and_takes_every_other_way_in(string kind)
    {
        await using var house = await House.Build(kind);
        var person = await house.Add("sommer", house.Housing);
        var store = Store(house);
        var account = (await store.FindByNameAsync("sommer", Ct))!;
        await store.AddOrUpdatePasskeyAsync(
            account,
            new UserPasskeyInfo([1], [2], house.Db.Now, 0, null, true, false, false, [3], [4]),
            Ct
        );

        var start = (await new ResetAccess(house.Db, house.Journal).Run(house.Admin, person.Staff!.Value, Ct)).Value;
        var after = (await store.FindByNameAsync("sommer", Ct))!;

        Assert.Equal(
            PasswordVerificationResult.Success,
            new PasswordHasher<Account>().VerifyHashedPassword(after, after.PasswordHash!, start)
        );
        Assert.True(after.ChangePassword);
        Assert.NotEqual(account.SecurityStamp, after.SecurityStamp);
        Assert.Empty(await store.GetPasskeysAsync(after, Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_first_run_works_once_and_only_with_its_token(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var journal = new Umlauf.Journal.JournalWriter();
        var first = new FirstRun(
            new FirstAdministration(database.Db),
            Settings.Load(database.Folder),
            new CreateAdministration(database.Db, journal, new AddMunicipality(database.Db, journal), new AddStaff(database.Db, journal))
        );
        var wanted = new NewAdministration
        {
            Name = "Musterstadt",
            Ags = "06412000",
            Login = "leitung",
            AdministratorName = "L. Leitung",
        };
        const string password = "vier Kühe auf der Alm";
        var token = (await first.Token(Ct))!;

        Assert.Equal(token, await first.Token(Ct));
        Assert.Equal(FirstRun.WrongToken, (await first.Run("geraten", password, wanted, Ct)).Refusal);
        Assert.Equal(PasswordRules.TooShort, (await first.Run(token, "kurz", wanted, Ct)).Refusal);
        Assert.True((await first.Run(token, password, wanted, Ct)).Ok);
        Assert.Null(await first.Token(Ct));
        Assert.Equal(FirstRun.AlreadyDone, (await first.Run(token, password, wanted, Ct)).Refusal);
    }

    [Theory]
    [InlineData("kurz", false)]
    [InlineData("aaaaaaaaaaaaaa", false)]
    [InlineData("Passwort-2026!", false)]
    [InlineData("1234567890abc", false)]
    [InlineData("sommer-und-mehr", false)]
    [InlineData("qwertzuiopü+", false)]
    [InlineData("drei Schafe am Deich", true)]
    [InlineData("xK9#mQ2$vL7!", true)]
    public void A_password_is_long_and_not_easy_to_guess(string password, bool fits) =>
        Assert.Equal(fits, PasswordRules.Check(password, "sommer") is null);

    private static AccountStore Store(House house) => new(house.Db, house.Journal, new EphemeralDataProtectionProvider());
}
