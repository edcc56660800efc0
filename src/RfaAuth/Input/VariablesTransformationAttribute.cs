namespace RfaAuth.Input;

/// <summary>
/// The argument of <c>-Variables</c> as it was given. PowerShell's module logging and transcripts write a parameter's
/// value by its ToString, which for a custom object or JSON text is all that is in it: this one says nothing.
/// </summary>
internal sealed class VariablesArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(variables)";
}

/// <summary>Wraps the argument at once, whatever it is; it is read when the cmdlet runs.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VariablesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData as VariablesArgument ?? new VariablesArgument(inputData);
}
