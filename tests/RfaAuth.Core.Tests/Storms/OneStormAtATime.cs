namespace RfaAuth.Core.Tests.Storms;

/// <summary>One storm at a time, and after the tests that run beside each other: what is measured is not the neighbours' noise.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneStormAtATime
{
    public const string Name = "Storms";
}
