using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Umlauf.Web.Hosting;

/// <summary>Stops taking a post as soon as it is larger than its page allows, whatever it said about its length, and answers with a page that says so.</summary>
internal sealed class RefuseTooLarge : IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the page's own limit is set, before the anti-forgery check, which would read the body and call it incomplete.</summary>
    public int Order => 950;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        // The page that says so is reached with the same request.
        if (LimitOf(context.HttpContext) is not null)
            return;
        var request = context.HttpContext.Request;
        if (!request.HasFormContentType || context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { } size)
            return;
        var most = size.MaxRequestBodySize;
        if (request.ContentLength > most && !size.IsReadOnly)
        {
            // What the browser is still sending is thrown away instead of refused: it reads the answer only when it has sent.
            size.MaxRequestBodySize = null;
            Refuse(context, most);
            return;
        }
        try
        {
            await request.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            Refuse(context, most);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            // No form at all: the anti-forgery check meets the same failure and answers it.
        }
    }

    /// <summary>How many bytes the page takes, where it refused more.</summary>
    public static long? LimitOf(HttpContext context) => context.Items[typeof(RefuseTooLarge)] as long?;

    private static void Refuse(AuthorizationFilterContext context, long? most)
    {
        context.HttpContext.Items[typeof(RefuseTooLarge)] = most;
        context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
    }
}
