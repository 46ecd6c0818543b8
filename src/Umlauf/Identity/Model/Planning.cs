using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>Who may enter absences and deputies of a person: the person, whoever heads one of the person's offices or an office above, and administrators.</summary>
internal static class Planning
{
    /// <summary>Null when the caller may; a person of another administration is not there.</summary>
    public static async Task<Refusal?> WhyNot(Unit unit, Caller by, StaffMemberId person)
    {
        var rights = Rights.Of(by);
        if (!rights.May(Right.SeeDesk) && !rights.May(Right.Administrate))
            return Rights.NotAllowed;
        if (!await IsThere(unit, person))
            return ChangeStaff.NoSuchPerson;
        return by.Staff == person || rights.May(Right.Administrate) || await Heads(unit, by, person) ? null : Rights.NotAllowed;
    }

    public static async Task<bool> IsThere(Unit unit, StaffMemberId person) =>
        await unit.Scalar<long>("SELECT count(*) FROM identity_staff WHERE tenant_id = @tenant AND id = @person", new { person }) > 0;

    /// <summary>Somebody who can act: known here and with an open access.</summary>
    public static async Task<bool> CanAct(Unit unit, StaffMemberId person) =>
        await unit.Scalar<long>(
            "SELECT count(*) FROM identity_staff WHERE tenant_id = @tenant AND id = @person AND active = true",
            new { person }
        ) > 0;

    /// <summary>The offices that the caller heads, with everything below them.</summary>
    public static async Task<IReadOnlySet<OfficeId>> HeadedBy(Unit unit, Caller by)
    {
        if (by.Staff is not { } me)
            return new HashSet<OfficeId>();
        var headed = await unit.Query<OfficeId>(
            "SELECT office_id FROM identity_post WHERE tenant_id = @tenant AND staff_id = @me AND heads = true",
            new { me }
        );
        if (headed.Count == 0 && !by.Roles.Contains(Role.Mayor))
            return new HashSet<OfficeId>();
        var tree = await OfficeTree.Load(unit, alone: false);
        return headed.Concat(by.Roles.Contains(Role.Mayor) ? tree.Tops : []).SelectMany(tree.WithBelow).ToHashSet();
    }

    /// <summary>Works in one of the person's offices, or heads it or one above.</summary>
    public static async Task<bool> SharesOffice(Unit unit, Caller by, StaffMemberId person) =>
        (await OfficesOf(unit, person)).Any(by.Sight.ContainsKey);

    private static async Task<bool> Heads(Unit unit, Caller by, StaffMemberId person)
    {
        var headed = await HeadedBy(unit, by);
        return headed.Count > 0 && (await OfficesOf(unit, person)).Any(headed.Contains);
    }

    private static Task<IReadOnlyList<OfficeId>> OfficesOf(Unit unit, StaffMemberId person) =>
        unit.Query<OfficeId>("SELECT office_id FROM identity_post WHERE tenant_id = @tenant AND staff_id = @person", new { person });
}
