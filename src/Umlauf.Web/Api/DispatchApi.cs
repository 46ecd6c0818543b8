using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Outgoing items for programs: prepared here, sent by the directive of a folder, read with their state.</summary>
public static class DispatchApi
{
    public static void MapDispatchApi(this IEndpointRouteBuilder routes)
    {
        var dispatches = routes.MapGroup("/api/v1/dispatches");
        dispatches.MapPost("", Prepare).Needs(Right.ChangeRecords).DisableAntiforgery();
        dispatches.MapGet("", List).Needs(Right.SeeRecords);
        dispatches.MapGet("/{id:guid}", Show).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> Prepare(PrepareReply prepare, ShowDispatch show, Caller by, DispatchBody body, CancellationToken ct)
    {
        var wanted = new NewDispatch
        {
            Matter = new MatterId(body.Matter),
            Text = new DraftText
            {
                To = string.Join('\n', body.To),
                Cc = string.Join('\n', body.Cc),
                Subject = body.Subject,
                Body = body.Text,
                Files = [.. body.Files.Select(file => new DraftFile(new DocumentId(file.Document), file.Version))],
            },
            Answers = body.Answers is { } document ? new DocumentId(document) : null,
        };
        var prepared = await prepare.Run(by, wanted, ct);
        if (prepared.Refusal is { } refusal)
            return Answers.Problem(refusal);
        return (await show.Run(by, prepared.Value, ct)).Created(item => $"/api/v1/dispatches/{item.Id.Value}", Shape);
    }

    /// <param name="list">The use case.</param>
    /// <param name="by">Who calls.</param>
    /// <param name="view"><c>problems</c> (default), <c>drafts</c>, <c>waiting</c>, <c>outbox</c>, <c>sent</c> or <c>cancelled</c>.</param>
    /// <param name="matter">Those of one matter.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <param name="limit">1 to 200, 50 by default.</param>
    /// <param name="ct">Ends the call.</param>
    private static async Task<IResult> List(
        ListDispatches list,
        Caller by,
        string? view,
        Guid? matter,
        string? after,
        int? limit,
        CancellationToken ct
    )
    {
        var shown = view is null ? DispatchView.Problems : ApiWords.Read<DispatchView>(view);
        if (shown is not { } known)
            return Answers.Problem(ApiErrors.BadRequest.With("view"));
        var of = matter is { } id ? new MatterId(id) : (MatterId?)null;
        return (await list.Run(by, known, of, after, limit ?? 50, ct)).Answer(page => new
        {
            items = page.Items.Select(line => new
            {
                id = line.Id.Value,
                matter = line.MatterId?.Value,
                state = ApiWords.Of(line.State),
                subject = line.Subject,
                to = line.Recipient,
                changedAt = line.ChangedAt,
                reason = Outgoing.Reason(line.Reason),
            }),
            next = page.Next,
        });
    }

    private static async Task<IResult> Show(ShowDispatch show, Caller by, Guid id, CancellationToken ct) =>
        (await show.Run(by, new DispatchId(id), ct)).Answer(Shape);

    private static object Shape(DispatchDetail item) =>
        new
        {
            id = item.Id.Value,
            matter = item.MatterId?.Value,
            state = ApiWords.Of(item.State),
            revision = item.Revision,
            to = item.Recipients.Where(one => !one.Copy).Select(one => one.ToString()),
            cc = item.Recipients.Where(one => one.Copy).Select(one => one.ToString()),
            subject = item.Subject,
            text = item.Body,
            files = item.Files.Select(file => new
            {
                document = file.DocumentId.Value,
                version = file.Version,
                name = file.FileName,
                sha256 = file.Hash.Hex,
            }),
            messageId = item.MessageId,
            createdAt = item.CreatedAt,
            changedAt = item.ChangedAt,
            nextAt = item.NextAt,
            reason = Outgoing.Reason(item.Reason),
            document = item.DocumentId?.Value,
            attempts = item.Attempts.Select(one => new
            {
                number = one.Number,
                startedAt = one.StartedAt,
                endedAt = one.EndedAt,
                outcome = one.Outcome is { } outcome ? ApiWords.Of(outcome) : null,
                code = one.Code,
                answer = one.Answer,
            }),
        };

    private sealed record DispatchBody
    {
        public required Guid Matter { get; init; }

        /// <summary>Addresses, with or without a name.</summary>
        public required IReadOnlyList<string> To { get; init; }
        public IReadOnlyList<string> Cc { get; init; } = [];
        public required string Subject { get; init; }
        public string Text { get; init; } = "";

        /// <summary>Documents of the matter; version 0 is the newest. Those that a folder signs go out as they were signed.</summary>
        public IReadOnlyList<FileBody> Files { get; init; } = [];

        /// <summary>The mail that it answers.</summary>
        public Guid? Answers { get; init; }
    }

    private sealed record FileBody
    {
        public required Guid Document { get; init; }
        public int Version { get; init; }
    }
}
