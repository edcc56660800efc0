namespace RfaAuth.Sandbox.Faults;

/// <summary>All faults by name. One more is one more entry in one of the lists.</summary>
internal static class FaultCatalogue
{
    /// <summary>The faults by what they are about.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<FaultEntry> Entries)> Groups { get; } =
    [
        ("Answers", AnswerFaults.Entries),
        ("Tokens", TokenFaults.Entries),
        ("Token headers", TokenHeaderFaults.Entries),
        ("Connection", ConnectionFaults.Entries),
        ("Time", PaceFaults.Entries),
        ("Length", LengthFaults.Entries),
        ("Headers", HeaderFaults.Entries),
        ("Body", BodyFaults.Entries),
        ("Encoding", EncodingFaults.Entries),
    ];

    public static IReadOnlyDictionary<string, FaultEntry> Entries { get; } =
        Groups.SelectMany(group => group.Entries).ToDictionary(entry => entry.Name);

    /// <exception cref="FormatException">There is no such fault, or the value is not one that it takes.</exception>
    public static FaultEntry Find(string name) => Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new FormatException($"There is no fault '{name}'{Suggestion.For(name, Entries.Keys, $". There are: {string.Join(", ", Entries.Keys)}.")}");
}
