using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>What the rules share: the schema, the document by names, where the walk stands, and the problems found.</summary>
internal sealed class ValidationContext
{
    // As long as some seconds: no document that somebody wrote comes near.
    private const int MostSteps = 20_000_000;

    private readonly Dictionary<string, FragmentDefinition> _fragments = new(StringComparer.Ordinal);
    private readonly List<ValidationProblem> _problems = [];
    private int _steps;

    public ValidationContext(Schema schema, Document document)
    {
        Schema = schema.Index;
        Document = document;
        // Of several with one name the last counts; that there are several is a problem of its own.
        foreach (var fragment in document.Fragments)
            _fragments[fragment.Name] = fragment;
        Variables = new VariableUsages(this);
    }

    public SchemaIndex Schema { get; }

    public Document Document { get; }

    public VariableUsages Variables { get; }

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    /// <summary>The type whose fields are selected where the walk stands; null where the schema has none there.</summary>
    public SchemaType? ParentType { get; set; }

    /// <summary>The field at which the walk stands; null where the schema has none.</summary>
    public SchemaField? Field { get; set; }

    /// <summary>The directive within which the walk stands, where it stands in one.</summary>
    public Directive? Directive { get; set; }

    /// <summary>The same directive in the schema; null where the schema has none.</summary>
    public SchemaDirective? DirectiveDefinition { get; set; }

    public FragmentDefinition? FindFragment(string name) => _fragments.TryGetValue(name, out var fragment) ? fragment : null;

    /// <summary>What a wrong name was meant to be, as the end of a sentence.</summary>
    public static string DidYouMean(string name, IEnumerable<string> names) =>
        NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    public void Report(ValidationProblem problem)
    {
        _problems.Add(problem);
        if (_problems.Count >= DocumentValidator.MostProblems)
            throw new ValidationEndedException();
    }

    /// <summary>Counts work that can grow faster than the document, so that no document takes for ever.</summary>
    public void Spend(int steps)
    {
        _steps += steps;
        if (_steps <= MostSteps)
            return;
        _problems.Add(new ValidationProblem(
            "Complexity", ProblemSeverity.Error, "The document is too involved to be checked: its fragments and fields combine in too many ways.", Document.Operations.Select(operation => operation.Location).FirstOrDefault()));
        throw new ValidationEndedException();
    }
}
