using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Fori.Browser.Tests;

/// <summary>What a page must never be, whatever it shows; and a picture of it for whoever asks for one.</summary>
internal static class Looking
{
    // What passes is not told apart and not described: that is most of axe's time.
    private static readonly AxeRunOptions OnlyFaults = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Violations of axe (WCAG 2.0–2.2 A and AA, best practice), each with the parts that have it.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage tab) =>
        [.. (await tab.RunAxe(OnlyFaults)).Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}")];

    /// <summary>By how many pixels it scrolls sideways.</summary>
    public static Task<int> SidewaysAsync(IPage tab) => tab.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Violations, and scrolling sideways, of a page in the window that it has.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage tab, string name)
    {
        var width = tab.ViewportSize?.Width;
        var faults = (await ViolationsAsync(tab)).Select(v => $"{name} at {width}: {v}").ToList();
        if (await SidewaysAsync(tab) is > 0 and var by)
        {
            faults.Add($"{name} at {width} scrolls sideways by {by}");
        }

        return faults;
    }

    /// <summary>Where <c>FORI_SCREENSHOTS</c> names a folder.</summary>
    public static async Task PhotographAsync(IPage tab, string name)
    {
        if (Environment.GetEnvironmentVariable("FORI_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var dark = await tab.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
            await tab.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{name}-{tab.ViewportSize?.Width}-{(dark ? "dark" : "light")}.png") });
        }
    }

    /// <summary>By Tab, never twice round; what takes focus shows it.</summary>
    /// <param name="wanted">A function of an element, in script.</param>
    public static async Task TabToAsync(IPage tab, string wanted, int most = 150)
    {
        for (var step = 0; step < most; step++)
        {
            await tab.Keyboard.PressAsync("Tab");
            if (await tab.EvaluateAsync<bool>($"({wanted})(document.activeElement)"))
            {
                (await tab.EvaluateAsync<bool>(
                    "(e => { const s = getComputedStyle(e), b = getComputedStyle(e.closest('label, form, .card') ?? e); return s.outlineStyle !== 'none' || b.outlineStyle !== 'none'; })(document.activeElement)"))
                    .ShouldBeTrue("the focus is not seen");
                return;
            }
        }

        throw new InvalidOperationException($"Not reached with Tab on {tab.Url}: {wanted}");
    }
}
