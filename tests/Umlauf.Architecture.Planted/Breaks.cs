namespace Umlauf.Architecture.Planted;

/// <summary>The walls of docs/adr/0001.</summary>
public enum Wall
{
    Table,
    Formats,
    Adapters,
    Model,
    Tables,
    Tenant,
    NoSql,
    Vendor,
    Journal,
    Sealed,
}

/// <summary>This type breaks a wall on purpose; the wall's test must find it, and nothing that lacks this mark.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class BreaksAttribute(Wall wall) : Attribute
{
    public Wall Wall { get; } = wall;
}
