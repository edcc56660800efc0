namespace RfaAuth.Sandbox.CommandLine;

/// <summary>The options of the command line.</summary>
internal sealed record CommandLineOptions
{
    private static readonly string[] s_names = ["--help", "--json", "--stop-with-stdin", "--port", "--lifetime", "--option", "--fault"];

    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>Whether only the help is printed.</summary>
    public bool ShowHelp { get; init; }

    /// <summary>Whether the endpoints are printed as one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether the end of standard input ends the sandbox.</summary>
    public bool StopsWithStandardInput { get; init; }

    /// <exception cref="FormatException">An argument is unknown, or its value is missing or wrong.</exception>
    public static CommandLineOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new CommandLineOptions();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            options = name switch
            {
                "--help" or "-h" or "-?" => options with { ShowHelp = true },
                "--json" => options with { Json = true },
                "--stop-with-stdin" => options with { StopsWithStandardInput = true },
                "--port" => options with { Sandbox = options.Sandbox with { Port = Number(name, rest) } },
                "--lifetime" => options with { Sandbox = options.Sandbox with { TokenLifetime = Seconds(name, rest) } },
                "--option" => options with { Sandbox = OptionText.Apply(options.Sandbox, Value(name, rest)) },
                "--fault" => options with { Sandbox = options.Sandbox with { Faults = [.. options.Sandbox.Faults, Value(name, rest)] } },
                _ => throw new FormatException($"'{name}' is not an option{Suggestion.For(name, s_names, ": see --help.")}"),
            };
        }

        return options;
    }

    private static string Value(string name, IEnumerator<string> rest) =>
        rest.MoveNext() ? rest.Current : throw new FormatException($"{name} needs a value.");

    private static int Number(string name, IEnumerator<string> rest) =>
        int.TryParse(Value(name, rest), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} needs a number.");

    private static TimeSpan Seconds(string name, IEnumerator<string> rest) =>
        double.TryParse(Value(name, rest), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{name} needs a number of seconds.");
}
