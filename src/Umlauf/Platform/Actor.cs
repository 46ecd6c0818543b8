namespace Umlauf.Platform;

/// <summary>Who acts: a person, a machine key or the program itself.</summary>
public enum ActorKind
{
    System,
    Staff,
    Key,
}

/// <summary>Who acts for which administration. The journal writes <see cref="ToString"/>.</summary>
/// <param name="Tenant">The administration in whose name the act happens.</param>
/// <param name="Kind">Person, key or program.</param>
/// <param name="Id">The person or key; null for the program.</param>
/// <param name="ViaKey">The key with which a program acts for the person, if it does.</param>
public sealed record Actor(TenantId Tenant, ActorKind Kind, Guid? Id = null, Guid? ViaKey = null)
{
    public static Actor System(TenantId tenant) => new(tenant, ActorKind.System);

    public override string ToString() =>
        Kind switch
        {
            ActorKind.System => "system",
            ActorKind.Staff when ViaKey is { } key => $"staff:{Id:D};key:{key:D}",
            ActorKind.Staff => $"staff:{Id:D}",
            _ => $"key:{Id:D}",
        };
}
