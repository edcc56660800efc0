namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.1.4: an operation uses every fragment.</summary>
internal sealed class NoUnusedFragments(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument()
    {
        if (Context.Document.Fragments.Count == 0)
            return;
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in Context.Document.Operations)
        {
            foreach (var fragment in Context.Variables.Reached(operation))
                used.Add(fragment.Name);
        }

        foreach (var fragment in Context.Document.Fragments)
        {
            if (!used.Contains(fragment.Name))
                Report(fragment.Location, $"The fragment '{fragment.Name}' is not used.");
        }
    }
}
