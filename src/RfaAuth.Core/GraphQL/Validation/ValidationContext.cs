using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>The state that the rules share: the schema, the document by names, the place of the walk, and the problems found.</summary>
internal sealed class ValidationContext
{
    // This takes some seconds. No document written by people needs that many.
    private const int MostSteps = 20_000_000;

    private readonly Dictionary<string, FragmentDefinition> _fragments = new(StringComparer.Ordinal);
    private readonly List<ValidationProblem> _problems = [];
    private int _errors;
    private int _steps;

    public ValidationContext(Schema schema, Document document)
    {
        Schema = schema.Index;
        Document = document;
        // Of several with the same name the last one is used. Another rule reports them.
        foreach (var fragment in document.Fragments)
            _fragments[fragment.Name] = fragment;
        Variables = new VariableUsages(this);
    }

    public SchemaIndex Schema { get; }

    public Document Document { get; }

    public VariableUsages Variables { get; }

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    /// <summary>The type whose fields are selected at this place; null if the schema does not know it.</summary>
    public SchemaType? ParentType { get; set; }

    /// <summary>The field at this place; null if the schema does not know it.</summary>
    public SchemaField? Field { get; set; }

    /// <summary>The directive at this place; null if there is none.</summary>
    public Directive? Directive { get; set; }

    /// <summary>The definition of that directive in the schema; null if the schema does not know it.</summary>
    public SchemaDirective? DirectiveDefinition { get; set; }

    public FragmentDefinition? FindFragment(string name) => _fragments.TryGetValue(name, out var fragment) ? fragment : null;

    /// <summary>The names that a wrong name may stand for, as the end of a sentence.</summary>
    public static string DidYouMean(string name, IEnumerable<string> names) =>
        NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>Adds a problem. Enough errors end the validation. Warnings do not, because an error may follow them.</summary>
    public void Report(ValidationProblem problem)
    {
        if (problem.Severity == ProblemSeverity.Error)
            _errors++;
        else if (_problems.Count - _errors >= DocumentValidator.MostProblems)
            return;
        _problems.Add(problem);
        if (_errors >= DocumentValidator.MostProblems)
            throw new ValidationEndedException();
    }

    /// <summary>Counts work that can grow faster than the document, and ends the validation at a limit.</summary>
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
