namespace RfaAuth.Sandbox.Faults;

/// <summary>A line of the catalogue of faults.</summary>
/// <param name="Name">The name in rules.</param>
/// <param name="Value">The value, as the help names it; empty: there is none; in square brackets: it is optional.</param>
/// <param name="Description">What happens, in a few words.</param>
/// <param name="Create">Makes the action from the value (empty where none is given).</param>
internal sealed record FaultEntry(string Name, string Value, string Description, Func<string, FaultAction> Create)
{
    /// <summary>Whether sign-ins and refreshes have the fault only if a rule names them.</summary>
    public bool SparesSignIn { get; init; }

    public FaultAction CreateAction(string? value)
    {
        if (Value.Length == 0 && value is not null)
            throw new FormatException($"The fault '{Name}' takes no value.");

        if (Value.Length > 0 && !Value.StartsWith('[') && value is null)
            throw new FormatException($"The fault '{Name}' needs a value: {Value}.");

        return Create(value ?? "");
    }
}
