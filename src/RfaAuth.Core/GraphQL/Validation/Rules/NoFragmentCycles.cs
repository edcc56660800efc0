using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.2.2: no fragment spreads itself, directly or through others.</summary>
internal sealed class NoFragmentCycles(ValidationContext context) : ValidationRule(context)
{
    // An explicit stack, because a chain of fragments can be as long as the document.
    private readonly List<(FragmentDefinition Fragment, IReadOnlyList<string> Spreads, int Next)> _path = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    public override void EnterFragment(FragmentDefinition fragment)
    {
        Enter(fragment);
        while (_path.Count > 0)
        {
            var (current, spreads, next) = _path[_path.Count - 1];
            if (next == spreads.Count)
            {
                _places.Remove(current.Name);
                _path.RemoveAt(_path.Count - 1);
                continue;
            }

            _path[_path.Count - 1] = (current, spreads, next + 1);
            if (_places.TryGetValue(spreads[next], out var start))
                Report(current.Location, $"The fragment '{spreads[next]}' spreads itself{Through(start)}.");
            else if (Context.FindFragment(spreads[next]) is { } found)
                Enter(found);
        }
    }

    private void Enter(FragmentDefinition fragment)
    {
        if (!_visited.Add(fragment.Name))
            return;
        _places[fragment.Name] = _path.Count;
        _path.Add((fragment, Context.Variables.SpreadsOf(fragment), 0));
    }

    private string Through(int start) =>
        _path.Count == start + 1 ? "" : " through " + string.Join(", ", _path.Skip(start + 1).Select(entry => $"'{entry.Fragment.Name}'"));
}
