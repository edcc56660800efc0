namespace RfaAuth.Sandbox.Faults;

/// <summary>All faults by name. One more is one more entry in one of the four lists.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyDictionary<string, FaultEntry> Entries { get; } =
        new[] { AnswerFaults.Entries, ConnectionFaults.Entries, BodyFaults.Entries, TokenFaults.Entries }
            .SelectMany(entries => entries)
            .ToDictionary(entry => entry.Name);

    /// <exception cref="FormatException">There is no such fault, or the value is not one that it takes.</exception>
    public static FaultEntry Find(string name) => Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new FormatException($"There is no fault '{name}'. There are: {string.Join(", ", Entries.Keys)}.");
}
