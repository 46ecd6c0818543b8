using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.SignIn;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.SignIn;

/// <summary>The composed program on an empty SQLite folder with one administration and a few people; all have the same password.</summary>
public sealed class Town : IAsyncDisposable
{
    public const string Password = "drei Schafe am Deich";
    private static readonly PasswordHash hash = PasswordHash.Of(Password);

    private Town(WebHost host, string folder) => (Host, Folder) = (host, folder);

    public WebHost Host { get; }
    public string Folder { get; }
    public TenantId Tenant { get; private set; }
    public OfficeId Top { get; private set; }
    public OfficeId Social { get; private set; }
    public Caller Admin { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Town> Build(Action<WebApplication>? map = null)
    {
        var folder = Directory.CreateTempSubdirectory("umlauf-town-").FullName;
        var settings = Settings.Load(folder);
        var host = await WebHost.Start(
            services => services.AddUmlauf(settings).AddSingleton(new LocalKey("the local key")),
            app =>
            {
                app.MapGet("/test/me", (Caller caller) => $"{caller.Actor}").Needs(Right.OwnAccount);
                app.MapGet("/api/test/search", (Caller caller) => $"{caller.Actor}").Needs(Right.Search);
                app.MapPost("/api/test/search", (Caller caller) => "changed").Needs(Right.Search);
                app.MapGet("/test/forgotten", () => "open to all?");
                app.MapPost(
                        "/test/sign-in",
                        async (string login, string password, SignInWithPassword signIn, CancellationToken ct) =>
                            (await signIn.Run(login, password, ct)).ToString()
                    )
                    .AllowAnonymous();
                app.MapPost(
                        "/test/code",
                        async (string code, SignInWithSecondFactor signIn, CancellationToken ct) => (await signIn.Run(code, ct)).ToString()
                    )
                    .AllowAnonymous();
                app.MapPost(
                        "/test/recovery",
                        async (string code, SignInWithSecondFactor signIn, CancellationToken ct) =>
                            (await signIn.WithRecoveryCode(code, ct)).ToString()
                    )
                    .AllowAnonymous();
                app.MapPost(
                        "/test/sign-off",
                        (bool everywhere, SignOff off, CancellationToken ct) => everywhere ? off.Everywhere(ct) : off.Run(ct)
                    )
                    .Needs(Right.OwnAccount);
                app.MapPost(
                        "/test/password",
                        async (string present, string next, OwnAccount own) =>
                            (await own.ChangePassword(present, next)).Refusal?.Code ?? "ok"
                    )
                    .Needs(Right.OwnAccount);
                app.MapPost("/test/app", (OwnAccount own) => own.BeginAuthenticator()).Needs(Right.OwnAccount);
                app.MapPost(
                        "/test/app/confirm",
                        async (string code, OwnAccount own) =>
                            await own.ConfirmAuthenticator(code) is { Ok: true } codes ? Results.Json(codes.Value) : Results.BadRequest()
                    )
                    .Needs(Right.OwnAccount);
                app.MapPost("/test/passkey/options", (OwnAccount own) => own.PasskeyOptions()).Needs(Right.OwnAccount);
                app.MapPost("/test/passkey/sign-in-options", (SignInWithPasskey passkey) => passkey.Options()).AllowAnonymous();
                map?.Invoke(app);
            }
        );
        var town = new Town(host, folder);
        await town.Fill();
        return town;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public async Task<Caller> Add(string login, OfficeId? office = null, bool heads = false, params Role[] roles)
    {
        var added = await Get<AddStaff>()
            .Run(
                Admin,
                new NewStaff
                {
                    Login = login,
                    Name = login,
                    Posts = office is { } one ? [new Post(one, heads)] : [],
                    Roles = roles,
                    Password = hash,
                },
                Ct
            );
        Assert.True(added.Ok, added.Refusal?.Code);
        return (await Get<LoadCaller>().Of(Tenant, login, Ct))!;
    }

    public async Task<Visitor> SignedIn(string login)
    {
        var visitor = Host.Visitor();
        Assert.Equal("SignedIn", await Post(visitor, $"/test/sign-in?login={login}&password={Password}"));
        return visitor;
    }

    public static async Task<string> Post(Visitor visitor, string path)
    {
        using var answer = await visitor.Http.PostAsync(new Uri(path, UriKind.Relative), null, Ct);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    public async Task<string> Key(string? login, params Scope[] scopes) =>
        (await Get<CreateApiKey>().Run(Admin, new NewApiKey("test", scopes, login), Ct)).Value.Secret;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Fill()
    {
        var created = (
            await Get<CreateAdministration>()
                .Run(
                    new NewAdministration
                    {
                        Name = "Musterstadt",
                        Ags = "06412000",
                        Login = "admin",
                        AdministratorName = "Andrea Admin",
                        Password = hash,
                    },
                    Ct
                )
        ).Value;
        Tenant = created.Tenant;
        Top = created.Top;
        Admin = (await Get<LoadCaller>().Of(Tenant, "admin", Ct))!;
        Social = (await Get<AddOffice>().Run(Admin, Top, "50", "Sozialamt", Ct)).Value;
    }
}
