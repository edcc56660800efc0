using System.Text.RegularExpressions;

namespace RfaAuth.Sandbox.Faults;

/// <summary>A fault, and the requests that have it. A rule without conditions fits each request of both services.</summary>
public sealed partial record FaultRule
{
    private static readonly string[] s_conditions = ["rfa", "toggle", "sign-in", "refresh", "query", "mutation", "from", "operation", "field"];

    /// <summary>The fault's name in the catalogue (<c>--help</c> lists it).</summary>
    public required string Name { get; init; }

    /// <summary>The fault's value, where it takes one.</summary>
    public string? Value { get; init; }

    /// <summary>The number of requests that have the fault; null: all.</summary>
    public int? Count { get; init; }

    /// <summary>The number of the first fitting request that has the fault, from 1.</summary>
    public int From { get; init; } = 1;

    /// <summary><c>rfa</c> or <c>toggle</c>; null: both.</summary>
    public string? Service { get; init; }

    /// <summary>The kind of request; null: any.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>The operation's name; null: any.</summary>
    public string? Operation { get; init; }

    /// <summary>A root field that the operation must have; null: any.</summary>
    public string? Field { get; init; }

    /// <summary>
    /// Reads <c>name[=value][:count][@condition,...]</c>. A condition is <c>rfa</c>, <c>toggle</c>, <c>sign-in</c>, <c>refresh</c>,
    /// <c>query</c>, <c>mutation</c>, <c>from=N</c>, <c>operation=Name</c> or <c>field=name</c>.
    /// </summary>
    /// <exception cref="FormatException">The text is not such a rule.</exception>
    public static FaultRule Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a fault: name[=value][:count][@condition,...].");

        var rule = new FaultRule
        {
            Name = match.Groups["name"].Value,
            Value = match.Groups["value"] is { Success: true } value ? value.Value : null,
            Count = match.Groups["count"] is { Success: true } count ? int.Parse(count.Value, CultureInfo.InvariantCulture) : null,
        };
        var conditions = match.Groups["conditions"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return conditions.Aggregate(rule, (current, condition) => current.Where(condition));
    }

    internal bool Fits(RequestEntry request, bool sparesSignIn) =>
        (Service is null || Service == request.Service)
        && (Kind is null ? !sparesSignIn || request.Kind is RequestKind.Query or RequestKind.Mutation : Kind == request.Kind)
        && (Operation is null || Operation == request.OperationName)
        && (Field is null || request.RootFields.Contains(Field));

    private FaultRule Where(string condition)
    {
        var parts = condition.Split('=', 2);
        return (parts[0], parts.ElementAtOrDefault(1)) switch
        {
            ("rfa" or "toggle", null) => this with { Service = parts[0] },
            ("sign-in", null) => this with { Kind = RequestKind.SignIn },
            ("refresh", null) => this with { Kind = RequestKind.Refresh },
            ("query", null) => this with { Kind = RequestKind.Query },
            ("mutation", null) => this with { Kind = RequestKind.Mutation },
            ("from", { } number) => this with { From = int.Parse(number, CultureInfo.InvariantCulture) },
            ("operation", { } name) => this with { Operation = name },
            ("field", { } name) => this with { Field = name },
            _ => throw new FormatException($"'{condition}' is not a condition of a fault{Suggestion.For(parts[0], s_conditions, $". The conditions are: {string.Join(", ", s_conditions)}.")}"),
        };
    }

    // A count is digits at the end; a value may have colons of its own, as times do, but no @.
    [GeneratedRegex("^(?<name>[a-z0-9-]+)(=(?<value>[^@]*?))?(:(?<count>[0-9]{1,9}))?(@(?<conditions>.+))?$", RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
