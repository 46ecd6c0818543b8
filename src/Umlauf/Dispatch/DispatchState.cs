namespace Umlauf.Dispatch;

/// <summary>Where an outgoing item stands (Stand des Ausgangs). The names are stored.</summary>
public enum DispatchState
{
    /// <summary>Is being written (Entwurf).</summary>
    Draft,

    /// <summary>Waits for the signature that releases it; nobody changes it meanwhile (wartet auf Unterschrift).</summary>
    Waiting,

    /// <summary>Released; goes out at <c>NextAt</c> (wartet auf Versand).</summary>
    Queued,

    /// <summary>An attempt is under way (wird gesendet).</summary>
    Sending,

    /// <summary>Nobody knows yet whether the server took it (unklar): the answer was lost. Never sent again without evidence or a person's word.</summary>
    Doubtful,

    /// <summary>The mail server took it over (gesendet).</summary>
    Sent,

    /// <summary>A report confirms that it arrived (zugestellt).</summary>
    Delivered,

    /// <summary>Refused for good, came back, or all attempts are used up (gescheitert).</summary>
    Failed,

    /// <summary>Taken back before it went out (abgebrochen).</summary>
    Cancelled,
}
