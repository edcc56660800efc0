namespace RfaAuth.Sandbox.Faults;

/// <summary>The current faults. They can be changed at any time. All rules that fit a request are used, in their order.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>All rules, also those that are used up.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Rule)];
        }
    }

    /// <exception cref="FormatException">There is no such fault, or its value is not well-formed.</exception>
    public void Add(FaultRule rule) => AddRange([rule]);

    /// <summary>Adds all rules, or none if one is wrong.</summary>
    /// <exception cref="FormatException">There is no such fault, or its value is not well-formed.</exception>
    public void AddRange(IEnumerable<FaultRule> rules)
    {
        var entries = rules.Select(rule => new Entry(rule)).ToList();
        lock (_lock)
            _entries.AddRange(entries);
    }

    /// <summary>Adds a rule written as <see cref="FaultRule.Parse"/> reads it.</summary>
    /// <exception cref="FormatException">There is no such fault, or the rule is not well-formed.</exception>
    public void Add(string rule) => Add(FaultRule.Parse(rule));

    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    /// <summary>The faults of a request. Each rule that fits counts it.</summary>
    internal IReadOnlyList<ActiveFault> Take(RequestEntry request)
    {
        lock (_lock)
            return _entries.Count == 0 ? [] : [.. _entries.Where(entry => entry.Takes(request)).Select(entry => entry.Fault)];
    }

    private sealed class Entry
    {
        private readonly bool _sparesSignIn;
        private int _seen;

        public Entry(FaultRule rule)
        {
            var definition = FaultCatalogue.Find(rule.Name);
            _sparesSignIn = definition.SparesSignIn;
            Rule = rule;
            Fault = new ActiveFault(rule.Name, definition.CreateAction(rule.Value));
        }

        public FaultRule Rule { get; }

        public ActiveFault Fault { get; }

        public bool Takes(RequestEntry request)
        {
            if (!Rule.Fits(request, _sparesSignIn))
                return false;

            _seen++;
            return _seen >= Rule.From && (Rule.Count is null || _seen - Rule.From < Rule.Count);
        }
    }
}
