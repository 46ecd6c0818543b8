using Umlauf.Identity;

namespace Umlauf.Intake.Model;

/// <summary>The stretches of the ledger that a view of the tray consists of: one for each office and state, each along an index.</summary>
internal sealed class TrayParts(Caller by, IReadOnlyList<(OfficeId? Office, string State)> stretches, bool ofOneChannel)
{
    private readonly RightsFilter[] rights =
    [
        .. stretches.Select(stretch => stretch.Office is { } office ? Sight.In(by, office) : Sight.Of(by)),
    ];

    public int Count => stretches.Count;

    /// <summary>The stretches as one row source.</summary>
    /// <param name="columns">Of the ledger's row <c>a</c>.</param>
    /// <param name="beyond">Where a page begins.</param>
    /// <param name="most">An order and a limit for each stretch: none is read further than the page could need, whatever a planner thinks of rights.</param>
    public string Union(string columns, string beyond, string most)
    {
        var channel = ofOneChannel ? "AND a.channel_id = @channel" : "";
        return string.Join(
            "\nUNION ALL\n",
            stretches.Select(
                (stretch, i) =>
                    $"""
                        SELECT * FROM (SELECT {columns} FROM intake_arrival a {Sight.Document}
                        WHERE a.tenant_id = @tenant {(
                            stretch.Office is null ? "" : $"AND a.office_id = @office{i}"
                        )} AND a.state = '{stretch.State}'
                            AND a.received_at <= @until {channel} {beyond} AND {rights[i].Sql}
                        {most}) s{i}
                        """
            )
        );
    }

    public Dictionary<string, object?> With(object args)
    {
        // In stretches of one office each, rights have no values; in those of all offices, all have the same.
        var all = rights[0].With(args);
        for (var i = 0; i < stretches.Count; i++)
        {
            if (stretches[i].Office is { } office)
                all[$"office{i}"] = office.Value;
        }
        return all;
    }
}
