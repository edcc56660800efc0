namespace RfaAuth.Input;

/// <summary>
/// The argument of <c>-Variables</c>. PowerShell's module logging and transcripts write a parameter's value with its ToString, which for a
/// custom object or JSON text shows all values. The ToString of this class shows none.
/// </summary>
internal sealed class VariablesArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(variables)";
}

/// <summary>Wraps the argument of any type. It is read when the cmdlet runs.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VariablesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData as VariablesArgument ?? new VariablesArgument(inputData);
}
