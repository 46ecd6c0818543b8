using Microsoft.AspNetCore.Http.Features;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Post from programs, and the ledger for programs (docs of the API: /api/openapi.json).</summary>
public static class IntakeApi
{
    public static void MapIntakeApi(this IEndpointRouteBuilder routes)
    {
        var arrivals = routes.MapGroup("/api/v1/arrivals");
        arrivals
            .MapPost("", Deliver)
            .Needs(Right.Deliver)
            .DisableAntiforgery()
            .Takes("Delivers an item; answers when it is durable.", "X-Delivery-Id", "Idempotency-Key", "X-File-Name", "X-Source")
            .Produces<DeliveredAnswer>(StatusCodes.Status201Created)
            .Produces<DeliveredAnswer>()
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        arrivals.MapGet("", List).Needs(Right.SeeTray).WithSummary("Lists arrivals, oldest first.").Produces<ArrivalsAnswer>();
        arrivals.MapGet("/{id:guid}", Find).Needs(Right.SeeTray).WithSummary("One arrival.").Produces<ArrivalAnswer>();
        arrivals.MapGet("/{id:guid}/original", Original).Needs(Right.SeeTray).WithSummary("The exact bytes that arrived.").GivesBytes();
        arrivals
            .MapPost("/re-read", ReReadAll)
            .Needs(Right.Operate)
            .DisableAntiforgery()
            .WithSummary("Reads what could not be read once more.")
            .Produces<ReReadAnswer>();
        arrivals
            .MapPost("/{id:guid}/file", File)
            .Needs(Right.ChangeRecords)
            .DisableAntiforgery()
            .WithSummary("Files an arrival into a matter, an existing one or a new one.")
            .Produces<FiledAnswer>()
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        arrivals
            .MapPost("/{id:guid}/re-read", ReRead)
            .Needs(Right.SeeTray)
            .DisableAntiforgery()
            .WithSummary("Reads an arrival from the exception tray once more.")
            .Refuses(StatusCodes.Status409Conflict);
    }

    /// <summary>The body names the matter by its id, or a new one as POST /api/v1/matters takes it.</summary>
    private static async Task<IResult> File(FileArrival file, ReadMatterBody read, Caller by, Guid id, FileBody body, CancellationToken ct)
    {
        if (body.Matter is null == body.New is null)
            return Answers.Problem(ApiErrors.BadRequest.With("matter, new"));
        var target = body.Matter is { } matter ? FilingTarget.Into(new MatterId(matter)) : null;
        if (target is null)
        {
            var opening = await read.Of(by, body.New!, ct);
            if (opening.Refusal is { } refusal)
                return Answers.Problem(refusal);
            target = FilingTarget.Opening(opening.Value);
        }
        var filed = await file.Run(by, new ArrivalId(id), target, ct);
        return filed.Answer(done => new FiledAnswer(done.Id.Value, done.Matter.Value, done.Number, done.Opened));
    }

    private sealed record FileBody
    {
        public Guid? Matter { get; init; }

        public MatterBody? New { get; init; }
    }

    /// <summary>
    /// The body is the item, as raw bytes. Headers, percent-encoded UTF-8: X-Delivery-Id (or Idempotency-Key) is the sender's own name for the delivery,
    /// X-File-Name the file's, X-Source where it comes from. Answers only when the bytes and the ledger's row are durable.
    /// </summary>
    private static async Task<IResult> Deliver(
        HttpContext context,
        TakeInStream takeIn,
        Caller by,
        string? channel,
        string? kind,
        CancellationToken ct
    )
    {
        // The limit is ours: it is checked while the bytes come in, and refused with a sentence.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (context.Request.ContentLength > takeIn.Limit)
            return Answers.Problem(TakeInStream.TooLarge.With($"{takeIn.Limit >> 20} MB"));
        var way = kind switch
        {
            "file" => ChannelKind.File,
            "pipe" => ChannelKind.Pipe,
            _ => ChannelKind.Http,
        };
        var taken = await takeIn.Run(
            by.Actor,
            new ChannelName(channel, way),
            context.Request.Body,
            Header(context, "X-Delivery-Id") ?? Header(context, "Idempotency-Key"),
            Header(context, "X-Source") ?? $"http {by.Actor}",
            Header(context, "X-File-Name") ?? "",
            context.Request.ContentType is { } type && type != "application/octet-stream" ? type : "",
            ct
        );
        if (taken.Refusal is { } refusal)
            return Answers.Problem(refusal);
        var now = taken.Value;
        var shape = new DeliveredAnswer(
            now.Arrival.Value,
            now.Hash.Hex,
            State: now.State.ToString().ToLowerInvariant(),
            now.Repeated,
            now.Reason
        );
        return now.Repeated ? Results.Ok(shape) : Results.Created($"/api/v1/arrivals/{now.Arrival.Value}", shape);
    }

    private static async Task<IResult> List(
        ListArrivals list,
        Caller by,
        string? state,
        Guid? channel,
        Guid? office,
        DateTimeOffset? before,
        string? after,
        int? limit,
        CancellationToken ct
    )
    {
        ArrivalState? wanted = null;
        if (!string.IsNullOrEmpty(state))
        {
            if (!Answers.TryWord<ArrivalState>(state, out var known))
                return Answers.Problem(ApiErrors.BadRequest.With($"state: {Answers.Words<ArrivalState>()}"));
            wanted = known;
        }
        var filter = new ArrivalFilter
        {
            State = wanted,
            Channel = channel is { } one ? new ChannelId(one) : null,
            Office = office is { } of ? new OfficeId(of) : null,
            Before = before,
            After = after,
            Limit = limit ?? 50,
        };
        return (await list.Run(by, filter, ct)).Answer(page => new ArrivalsAnswer(page.Arrivals.Select(Shape), page.Next));
    }

    private static async Task<IResult> Find(FindArrival find, Caller by, Guid id, CancellationToken ct) =>
        (await find.Run(by, new ArrivalId(id), ct)).Answer(found => Shape(found.Arrival));

    private static async Task<IResult> Original(FetchOriginal fetch, Caller by, Guid id, CancellationToken ct)
    {
        var original = await fetch.Run(by, new ArrivalId(id), ct);
        // Never shown in the browser, whatever it claims to be.
        return original.Refusal is { } refusal
            ? Answers.Problem(refusal)
            : Results.Bytes(original.Value.Bytes, "application/octet-stream", original.Value.FileName);
    }

    private static async Task<IResult> ReReadAll(ReReadArrivals reRead, Caller by, CancellationToken ct) =>
        Results.Ok(new ReReadAnswer(await reRead.Run(by.Actor, ct)));

    private static async Task<IResult> ReRead(FindArrival find, ReReadArrivals reRead, Caller by, Guid id, CancellationToken ct)
    {
        var found = await find.Run(by, new ArrivalId(id), ct);
        return found.Refusal is { } refusal ? Answers.Problem(refusal) : (await reRead.Run(by.Actor, new ArrivalId(id), ct)).Answer();
    }

    private static ArrivalAnswer Shape(Arrival arrival) =>
        new(
            arrival.Id.Value,
            arrival.Hash.Hex,
            arrival.Size,
            State: arrival.State.ToLowerInvariant(),
            arrival.Reason,
            arrival.Channel,
            arrival.ReceivedAt,
            arrival.OfficeId.Value,
            arrival.DocumentId,
            arrival.FileName,
            arrival.ContentType,
            arrival.Source,
            arrival.Title,
            Sender: arrival.Author,
            arrival.Repeats
        );

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers[name].ToString() is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;

    private sealed record DeliveredAnswer(Guid Id, string Sha256, string State, bool Repeated, string? Reason);

    private sealed record ArrivalsAnswer(IEnumerable<ArrivalAnswer> Arrivals, string? Next);

    private sealed record ArrivalAnswer(
        Guid Id,
        string Sha256,
        long Size,
        string State,
        string? Reason,
        string Channel,
        DateTimeOffset ReceivedAt,
        Guid Office,
        Guid? Document,
        string FileName,
        string ContentType,
        string Source,
        string? Title,
        string? Sender,
        int Repeats
    );

    /// <param name="Arrivals">How many.</param>
    private sealed record ReReadAnswer(int Arrivals);

    private sealed record FiledAnswer(Guid Filing, Guid Matter, string Number, bool Opened);
}
