namespace Interop.Engines;

/// <summary>A fact that is skipped, with the reason, where node is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeEnvironment.SkipReason;
}

/// <summary>A theory that is skipped, with the reason, where node is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeEnvironment.SkipReason;
}
