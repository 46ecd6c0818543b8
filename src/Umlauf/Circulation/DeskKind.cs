namespace Umlauf.Circulation;

/// <summary>Why something lies on a desk (Art des Eintrags), in the order of what hurts first.</summary>
public enum DeskKind
{
    /// <summary>Somebody of mine has let the due time pass (rule 10).</summary>
    Overdue,

    /// <summary>Co-sign, sign finally, confirm.</summary>
    Sign,

    /// <summary>Act or decide.</summary>
    Do,

    /// <summary>Somebody asks me.</summary>
    Question,

    /// <summary>An own folder came back.</summary>
    Returned,

    /// <summary>An order at the end of an own folder could not be carried out.</summary>
    DirectiveFailed,

    Acknowledge,
}
