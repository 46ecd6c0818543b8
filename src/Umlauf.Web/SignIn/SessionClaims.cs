using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Web.SignIn;

/// <summary>What a session carries: ids only. Posts, roles and rights are read afresh for each request.</summary>
internal sealed class SessionClaims(IHttpContextAccessor http) : IUserClaimsPrincipalFactory<Account>
{
    public const string Stamp = "stamp";
    public const string Browser = "browser";

    public Task<ClaimsPrincipal> CreateAsync(Account user) =>
        Task.FromResult(
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(ClaimTypes.NameIdentifier, AccountStore.IdOf(user.TenantId, user.StaffId)),
                        new(Stamp, user.SecurityStamp),
                        new(Browser, BrowserOf(http.HttpContext!)),
                    ],
                    IdentityConstants.ApplicationScheme
                )
            )
        );

    /// <summary>Pins a session to the browser that began it: a stolen cookie alone does not open it elsewhere.</summary>
    public static string BrowserOf(HttpContext context) =>
        ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(context.Request.Headers.UserAgent.ToString())).Hex[..16];
}
