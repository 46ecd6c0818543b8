using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Circulation.Engine;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>What happens at the end (Verfügungen), as the forms of a new folder and of a template ask for it.</summary>
public sealed class OrdersForm
{
    public bool Send { get; set; }

    public bool Pay { get; set; }

    public DateOnly? ForwardOn { get; set; }

    public bool PutAway { get; set; }

    /// <summary>The template of the circulation that follows.</summary>
    public Guid? FollowUp { get; set; }

    /// <summary>Templates for <see cref="FollowUp"/>.</summary>
    [BindNever]
    public IReadOnlyList<SelectListItem> Templates { get; set; } = [];

    /// <summary>What a template says; a date and an answer belong to one folder only.</summary>
    public void Take(IReadOnlyCollection<Directive> plan)
    {
        Pay = plan.Any(order => order.Kind == DirectiveKind.Pay);
        PutAway = plan.Any(order => order.Kind == DirectiveKind.PutAway);
        FollowUp = plan.FirstOrDefault(order => order.Kind == DirectiveKind.FollowUp)?.Target;
    }

    /// <summary>In the order of rule 11.</summary>
    /// <param name="answer">The prepared answer; null when there is none to be sent.</param>
    public IEnumerable<Directive> Directives(Guid? answer = null)
    {
        if (Send && answer is not null)
            yield return new Directive { Kind = DirectiveKind.Dispatch, Target = answer };
        if (Pay)
            yield return new Directive { Kind = DirectiveKind.Pay };
        if (ForwardOn is { } day)
            yield return new Directive { Kind = DirectiveKind.BringForward, On = day };
        if (PutAway)
            yield return new Directive { Kind = DirectiveKind.PutAway };
        if (FollowUp is { } template)
            yield return new Directive { Kind = DirectiveKind.FollowUp, Target = template };
    }
}

/// <summary>A page with the form of the orders, drawn by the partial <c>_Orders</c>.</summary>
public interface IAsksOrders
{
    OrdersForm Orders { get; }

    /// <summary>Whether an answer is prepared that could be sent.</summary>
    bool HasAnswer { get; }

    /// <summary>Whether it is about one folder, where a day makes sense.</summary>
    bool OfFolder { get; }
}
