using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Umlauf.Web.Pages.Common;

/// <summary>What is accessible, what is not yet, and where to report it (Erklärung zur Barrierefreiheit).</summary>
[AllowAnonymous]
public sealed class AccessibilityModel : PageModel;
