using System.Text;
using Umlauf.Identity;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class ImportStaffTests
{
    private const string File = """
        Anmeldename;Name;Amt;Leitung;Rollen;Vertraulich
        kaya;"Kaya, Derya";50;ja;;ja
        sommer;Sommer, Jürgen;50.2;;;
        post;Ober, Pia;60;;poststelle, revision;
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task People_come_from_a_file_with_posts_roles_and_start_passwords(string kind)
    {
        await using var house = await House.Build(kind);
        var import = new ImportStaff(house.Db, house.AddStaff);

        var imported = (await import.Run(house.Admin, Encoding.UTF8.GetBytes(File), false, Ct)).Value;
        var again = (await import.Run(house.Admin, Encoding.UTF8.GetBytes(File), false, Ct)).Value;

        Assert.Equal(["kaya", "sommer", "post"], imported.Added.Select(person => person.Login));
        Assert.Equal(0, imported.AlreadyThere);
        Assert.Empty(again.Added);
        Assert.Equal(3, again.AlreadyThere);
        var head = await house.Caller("kaya");
        Assert.Equal("Kaya, Derya", head.Name);
        Assert.Equal(Confidentiality.Confidential, Rights.Of(head).LevelIn(house.Housing));
        Assert.Equal([Role.Mailroom, Role.Auditor], (await house.Caller("post")).Roles.Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_wrong_line_is_named_and_nobody_is_added(string kind)
    {
        await using var house = await House.Build(kind);
        var import = new ImportStaff(house.Db, house.AddStaff);

        var wrong = await import.Run(house.Admin, Encoding.UTF8.GetBytes(File + "\nneu;Neu;99;;;\nalt;Alt;50;;kaiser;\n"), false, Ct);
        var unusableLogin = await import.Run(house.Admin, Encoding.UTF8.GetBytes("anmeldename;name;amt\nx@y;X;50\n"), false, Ct);
        var noTable = await import.Run(house.Admin, "\"offen"u8.ToArray(), false, Ct);

        Assert.Equal("Zeile 5: Amt 99; Zeile 6: Rolle kaiser", wrong.Refusal!.Detail);
        Assert.StartsWith("Zeile 2: ", unusableLogin.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal(ImportStaff.Unusable.Code, noTable.Refusal!.Code);
        Assert.Null(await house.LoadCaller.Of(house.Tenant, "kaya", Ct));
    }
}
