namespace RfaAuth.Sandbox.CommandLine;

/// <summary>The text of <c>--help</c>; the options come from their type, the faults from their catalogue.</summary>
internal static class HelpText
{
    private const string Usage = """
        The sandbox of RfaAuth: Red Flag Alert and Toggle on 127.0.0.1, with demo data, real tokens and faults on demand.

        dotnet run --project src/RfaAuth.Sandbox -- [options]     runs until Ctrl+C

          --port N             the port (default: any free one)
          --lifetime SECONDS   how long an access token lives (default: 3600; 0.5 is half a second)
          --option NAME=VALUE  how the services behave, see below; can be given several times
          --fault RULE         a fault from the start; can be given several times
          --json               prints one line of JSON with the endpoints when it is ready, and nothing else
          --stop-with-stdin    stops when standard input ends
          --help               prints this

        A rule is name[=value][:count][@condition,...], for example
          --fault unauthorized:1                   the next query or mutation is refused once
          --fault status=503,none:2@mutation,rfa   two mutations of Red Flag Alert get 503 without a body
          --fault "retry-after=5" --fault "status=429"
          --fault slow-body=10@operation=Report    the answer to the operation Report comes at ten bytes a second
        Conditions: rfa, toggle, sign-in, refresh, query, mutation, from=N (the first request that has it),
        operation=NAME, field=ROOTFIELD. Rules that fit the same request are all used, in their order.
        "Nothing is executed" and "is executed" say whether a mutation has happened, which the ledger shows.

        """;

    public static string Create()
    {
        var text = new StringBuilder(Usage).AppendLine().AppendLine("Options, with their values of the start (times are in seconds):");
        foreach (var option in OptionText.Lines())
            text.AppendLine("  " + option);

        foreach (var (title, entries) in FaultCatalogue.Groups)
        {
            text.AppendLine().AppendLine($"Faults: {title.ToLowerInvariant()}");
            foreach (var entry in entries)
                text.AppendLine("  " + Syntax(entry)).AppendLine("      " + entry.Description);
        }

        return text.AppendLine()
            .AppendLine("While it runs, the address /sandbox/ lists how to read the ledger and to change faults, tokens and options.")
            .ToString();
    }

    private static string Syntax(FaultEntry entry) => entry.Name + entry.Value switch
    {
        "" => "",
        ['[', ..] => "[=" + entry.Value[1..],
        _ => "=" + entry.Value,
    };
}
