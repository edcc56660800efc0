using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.6.3: a field of an input object occurs once.</summary>
internal sealed class UniqueInputFieldNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterValue(Value value, InputPosition position) => Check(value);

    private void Check(Value value)
    {
        switch (value)
        {
            case ListValue list:
                foreach (var item in list.Items)
                    Check(item);
                break;
            case ObjectValue members:
                foreach (var twice in Repetitions.Of(members.Fields, member => member.Name))
                    Report(twice.Location, $"The input field '{twice.Name}' is given several times.");
                foreach (var member in members.Fields)
                    Check(member.Value);
                break;
        }
    }
}
