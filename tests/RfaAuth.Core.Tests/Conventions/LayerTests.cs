using System.Text.RegularExpressions;

namespace RfaAuth.Core.Tests.Conventions;

/// <summary>The order of the folders: each uses only folders that stand below it, so that there are no cycles.</summary>
public sealed partial class LayerTests
{
    // From the top to the bottom. A folder that is not named here belongs to the one around it.
    private static readonly Dictionary<string, string[]> s_layers = new()
    {
        ["RfaAuth.Core"] =
        [
            "Sessions", "Tokens", "Apis", "Exports",
            "Answers", "Transport",
            "GraphQL.Paging", "GraphQL.Queries", "GraphQL.Validation", "GraphQL.Introspection", "GraphQL", "GraphQL.Variables", "GraphQL.Schemas", "GraphQL.Language",
            "Json", "Errors", "Diagnostics", "Time", "Text", "Compatibility",
        ],
        ["RfaAuth"] = ["Commands", "Completers", "Calls", "Output", "Pipeline", "Secrets", "Errors", "Input", "State"],
    };

    [Theory]
    [InlineData("RfaAuth.Core")]
    [InlineData("RfaAuth")]
    public void Each_folder_uses_only_folders_below_it(string project)
    {
        // What is beside the project file may use all.
        string[] layers = ["", .. s_layers[project]];
        var files = Repository.SourceFiles(project).Select(path => new Source(project, path, layers)).ToList();

        var upwards =
            from file in files
            from above in files.GroupBy(other => other.Layer)
            where above.Key < file.Layer && (above.Any(file.Names) || file.Usings.Contains(project + "." + layers[above.Key]))
            select $"{file.Path} in {layers[file.Layer]} uses {layers[above.Key]}, which stands above";

        Assert.True(!upwards.Any(), string.Join('\n', upwards));
    }

    private sealed partial class Source
    {
        private readonly string _text;
        private readonly string _namespace;
        private readonly HashSet<string> _projectUsings;
        private readonly string[] _types;

        public Source(string project, string file, string[] layers)
        {
            Path = System.IO.Path.GetRelativePath(Repository.Folder("src", project), file).Replace('\\', '/');
            _text = Comment().Replace(File.ReadAllText(file), "");
            _namespace = Namespace().Match(_text).Groups[1].Value;
            _types = [.. Type().Matches(_text).Select(match => match.Groups[1].Value)];
            _projectUsings = [.. ProjectUsing().Matches(File.ReadAllText(Repository.Folder("src", project, project + ".csproj"))).Select(match => match.Groups[1].Value)];
            Usings = [.. Using().Matches(_text).Select(match => match.Groups[1].Value)];
            var folder = System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '.').Replace('/', '.');
            Layer = Array.IndexOf(layers, layers.Where(name => name.Length == 0 ? folder.Length == 0 : (folder + ".").StartsWith(name + ".", StringComparison.Ordinal)).MaxBy(name => name.Length));
            Assert.True(Layer >= 0, $"{Path} is in no layer.");
        }

        public string Path { get; }

        public int Layer { get; }

        public HashSet<string> Usings { get; }

        /// <summary>Whether this names a type of another file: with its namespace, or without it where the project or a namespace around this one has it in sight.</summary>
        public bool Names(Source other)
        {
            var isInSight = _projectUsings.Contains(other._namespace) || (_namespace + ".").StartsWith(other._namespace + ".", StringComparison.Ordinal);
            return other._types.Any(type => _text.Contains(type, StringComparison.Ordinal)
                && Regex.IsMatch(_text, isInSight ? $@"(?<![.\w]){type}\b" : $@"\b{other._namespace.Split('.')[^1]}\.{type}\b"));
        }

        [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
        private static partial Regex Comment();

        [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
        private static partial Regex Namespace();

        [GeneratedRegex(@"^(?:public |internal )[\w ]*?\b(?:class|record struct|record|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
        private static partial Regex Type();

        [GeneratedRegex(@"<Using Include=""([\w.]+)""")]
        private static partial Regex ProjectUsing();

        [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
        private static partial Regex Using();
    }
}
